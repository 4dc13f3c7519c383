package org.dietsnn.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Dl4jFormatTest {
  private final Dl4jFormat format = new Dl4jFormat();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"convolutional", "dense", "flat-input", "residual"})
  void theImportedNetworkComputesWhatDeepLearning4jComputed(String name) {
    RecordedModel model = new RecordedModel(name, folder);

    FileContent.WholeNetwork read = read(model);

    for (RecordedModel.Run run : model.runs()) {
      assertThat(softmax(logits(read, run.input())))
          .as(name)
          .containsExactly(run.output(), within(1e-4));
    }
  }

  @Test
  void batchNormalisationIsFoldedAndEveryRectifierIsAPopulation() {
    Network network = read(new RecordedModel("convolutional", folder)).network();

    assertThat(network.populations())
        .extracting(population -> population.name() + " " + population.shape())
        .containsExactly("input 2x10x8", "layer2 4x10x8", "layer4 5x5x4", "layer6 7", "layer7 3");
    assertThat(network.population(1).synapses())
        .containsExactly(new Synapse.Convolution(0, 1, 3, 1, 1, "layer0", true));
    assertThat(network.population(2).synapses())
        .containsExactly(new Synapse.Convolution(1, 2, 3, 1, 1, "layer4", false));
    assertThat(network.population(3).neuron()).isEqualTo(new Neuron.Relu());
    assertThat(network.output().neuron()).isEqualTo(new Neuron.Accumulator());
  }

  @Test
  void aResidualBlockIsAPopulationWithTwoSynapses() {
    Network network = read(new RecordedModel("residual", folder)).network();

    assertThat(network.population(3).synapses())
        .containsExactly(
            new Synapse.Convolution(2, 1, 3, 1, 1, "second", true), new Synapse.Identity(1, 1));
  }

  @Test
  void imagesThatComeAsVectorsHaveTheShapeThatTheModelTells() {
    Network network = read(new RecordedModel("flat-input", folder)).network();

    assertThat(network.input().shape()).isEqualTo(new Shape(1, 8, 8));
    assertThat(network.output().synapses())
        .containsExactly(new Synapse.Dense(1, 6, "layer3", true));
  }

  @Test
  void maxPoolingIsSoundButNotSupported() {
    RecordedModel model = new RecordedModel("max-pooling", folder);

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(model))
        .withMessage(
            model.file()
                + " is a sound DeepLearning4J model, but its layer layer1 pools by MAX, for which"
                + " spikes have no counterpart (train with average pooling), which is not"
                + " supported; see docs/dl4j.md for what is")
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void aSizeThatTheModelLeavesOpenHasToBeSaid() {
    Path file = new RecordedModel("residual", folder).file();

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.read(file, ""))
        .withMessage(
            file
                + " does not tell the size of its images, which can be anything of 2 channels,"
                + " height 5 to 6, width 5 to 6; pass it by --input, or by --data")
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.USAGE);
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.read(file, "", Optional.of(new Shape(2, 7, 7))))
        .withMessageContaining("the command says 2x7x7");
    assertThat(format.describe(file).facts())
        .containsEntry(
            "images", "2x6x6 taken, of 2 channels, height 5 to 6, width 5 to 6 that fit");
  }

  @Test
  void theDescriptionShowsTheGraphWithoutBatchNormalisation() {
    FileDescription description =
        format.describe(new RecordedModel("convolutional", folder).file());

    assertThat(description.facts()).containsEntry("kind", "MultiLayerNetwork");
    assertThat(description.parts().get(""))
        .extracting(tensor -> tensor.name() + " " + tensor.shape())
        .containsExactly(
            "layer0.weight [4, 2, 3, 3]",
            "layer0.bias [4]",
            "layer4.weight [5, 4, 3, 3]",
            "layer6.weight [7, 100]",
            "layer6.bias [7]",
            "layer7.weight [3, 7]",
            "layer7.bias [3]");
  }

  private FileContent.WholeNetwork read(RecordedModel model) {
    assertThat(format.recognises(model.file())).isTrue();
    return (FileContent.WholeNetwork) format.read(model.file(), "", model.input());
  }

  private static double[] logits(FileContent.WholeNetwork network, float[] image) {
    Shape shape = network.network().input().shape();
    int[] batch = {1, shape.channels(), shape.height(), shape.width()};
    try (NetworkSession session =
        new ReferenceBackend().open(network.network(), network.parameters())) {
      return session.infer(Tensor.of(batch, image), 1).logits();
    }
  }

  private static double[] softmax(double[] logits) {
    double[] exponentials = Arrays.stream(logits).map(Math::exp).toArray();
    double sum = Arrays.stream(exponentials).sum();
    return Arrays.stream(exponentials).map(value -> value / sum).toArray();
  }
}
