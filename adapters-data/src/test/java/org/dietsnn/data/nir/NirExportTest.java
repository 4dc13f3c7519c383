package org.dietsnn.data.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.architecture.Graph;
import org.dietsnn.domain.architecture.Topology;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NirExportTest {
  private final NirExport export = new NirExport();

  @TempDir Path folder;

  static Stream<Topology> topologies() {
    return Stream.of(
        SpikingNetworks.vgg(true),
        SpikingNetworks.vgg(false),
        SpikingNetworks.resNet(),
        SpikingNetworks.oddWindows());
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void whatIsWrittenHasThePublishedLayout(Topology topology) {
    Path file = folder.resolve("network.nir");

    export.write(file, SpikingNetworks.of(topology, Reset.SOFT, Precision.FLOAT32, 3));

    assertThat(PublishedLayout.faults(file)).isEmpty();
  }

  @Test
  void constantsOfNeuronsAreThoseOfTheirStepSpreadOverThePopulation() {
    Checkpoint checkpoint =
        SpikingNetworks.of(SpikingNetworks.vgg(false), Reset.SOFT, Precision.FLOAT32, 3);
    Checkpoint halved = with(checkpoint, "leak.l3", "threshold.t3");
    Path file = folder.resolve("network.nir");

    export.write(file, halved);

    try (HdfFile hdf = new HdfFile(file)) {
      String node = "/node/nodes/features_3_lif/";
      // lambda = 0.5 by steps of 1e-4 s: tau = 1e-4 / (1 - 0.5), r = tau / 1e-4.
      assertThat(floats(hdf, node + "tau")).hasSize(4 * 4 * 3).containsOnly(2e-4f);
      assertThat(floats(hdf, node + "r")).hasSize(4 * 4 * 3).containsOnly(2f);
      assertThat(floats(hdf, node + "v_threshold")).containsOnly(0.5f);
      assertThat(floats(hdf, node + "v_reset")).containsOnly(0f);
      assertThat(hdf.getDatasetByPath(node + "tau").getDimensions()).containsExactly(4, 4, 3);
      // Without a leak v + dt r I: r = 1 / 1e-4.
      assertThat(floats(hdf, "/node/nodes/features_0_if/r")).containsOnly(1e4f);
    }
  }

  @Test
  void theWeightsBehindAPoolingTakeTheQuarter() {
    Checkpoint checkpoint =
        SpikingNetworks.of(SpikingNetworks.vgg(false), Reset.SOFT, Precision.FLOAT32, 3);
    Path file = folder.resolve("network.nir");

    export.write(file, checkpoint);

    float[] weights = checkpoint.parameters().get("features.3.weight").toFloats();
    try (HdfFile hdf = new HdfFile(file)) {
      float[] written = floats(hdf, "/node/nodes/features_3/weight");
      for (int i = 0; i < weights.length; i++) {
        assertThat(written[i]).isEqualTo(weights[i] / 4);
      }
    }
  }

  @Test
  void aSoftResetIsWarnedOfAndStandsInTheMetadata() {
    Path file = folder.resolve("network.nir");

    List<String> soft =
        export.write(
            file, SpikingNetworks.of(SpikingNetworks.vgg(false), Reset.SOFT, Precision.FLOAT32, 3));

    assertThat(soft)
        .first(InstanceOfAssertFactories.STRING)
        .contains("resets to v_reset = 0")
        .contains("will give other spikes and other predictions");
    try (HdfFile hdf = new HdfFile(file)) {
      assertThat(hdf.getDatasetByPath("/node/metadata/reset").getData()).isEqualTo("soft");
      assertThat(hdf.getDatasetByPath("/node/metadata/time_steps").getData()).isEqualTo(4L);
      assertThat(hdf.getDatasetByPath("/node/metadata/dt").getData()).isEqualTo(1e-4);
    }
    assertThat(
            export.write(
                file,
                SpikingNetworks.of(SpikingNetworks.vgg(false), Reset.HARD, Precision.FLOAT32, 3)))
        .noneMatch(note -> note.contains("v_reset"));
  }

  @Test
  void anAnnIsRefused() {
    Checkpoint snn =
        SpikingNetworks.of(SpikingNetworks.vgg(false), Reset.SOFT, Precision.FLOAT32, 3);
    Checkpoint ann =
        new Checkpoint(
            snn.model().with(new Neuron.Relu(), 1),
            snn.parameters(),
            snn.provenance(),
            snn.training());

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> export.write(folder.resolve("ann.nir"), ann))
        .withMessageStartingWith("NIR holds spiking networks only, and this checkpoint is an ANN")
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.USAGE);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anImageMadeOfADensePopulationIsRefused() {
    Graph graph =
        new Graph(
            new Network(
                List.of(
                    new Population(
                        -1, "input", Shape.flat(4), new Neuron.Input(), List.of(), false),
                    new Population(
                        0,
                        "dense",
                        Shape.flat(3),
                        new Neuron.Relu(),
                        List.of(new Synapse.Dense(0, 1, "dense", false)),
                        false),
                    new Population(
                        1,
                        "image",
                        Shape.flat(2),
                        new Neuron.Accumulator(),
                        List.of(new Synapse.Convolution(1, 1, 1, 1, 0, "image", false)),
                        false))));

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(
            () ->
                export.write(
                    folder.resolve("n.nir"),
                    SpikingNetworks.of(graph, Reset.SOFT, Precision.FLOAT32, 3)))
        .withMessage(
            "this network cannot become NIR: NIR cannot make an image of the dense population that"
                + " convolution image reads");
  }

  @Test
  void theFileIsReplacedAsAWholeOrNotAtAll() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "a file and no folder");

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(
            () ->
                export.write(
                    file.resolve("network.nir"),
                    SpikingNetworks.of(
                        SpikingNetworks.vgg(false), Reset.SOFT, Precision.FLOAT32, 3)))
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.INPUT_OUTPUT);
    assertThat(file).hasContent("a file and no folder");
  }

  private static Checkpoint with(Checkpoint checkpoint, String... scalars) {
    Checkpoint changed = checkpoint;
    for (String name : scalars) {
      changed =
          new Checkpoint(
              changed.model(),
              changed.parameters().with(name, Tensor.scalar(0.5, Precision.FLOAT32)),
              changed.provenance(),
              changed.training());
    }
    return changed;
  }

  private static float[] floats(HdfFile hdf, String path) {
    Dataset dataset = hdf.getDatasetByPath(path);
    return (float[]) dataset.getDataFlat();
  }
}
