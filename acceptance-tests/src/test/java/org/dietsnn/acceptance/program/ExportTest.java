package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.cli.console.ExitCode;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network goes out for other programs and comes back. */
class ExportTest {
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private Path checkpoint;

  @TempDir Path folder;

  @BeforeEach
  void givenASpikingNetworkForTheDigits() {
    checkpoint = folder.resolve("snn.safetensors");
    new SafetensorsRunStore().save(checkpoint, network());
  }

  @Test
  void aNetworkThatWasExportedAsNirAndImportedIsTheSame() throws IOException {
    Path nir = folder.resolve("snn.nir");

    String said = Program.call("export", checkpoint, "--out", nir).succeeded().out();
    Program.call("import", nir, "--out", folder.resolve("run")).succeeded();

    assertThat(said).contains("resets to v_reset = 0", "Next: ./dietsnn inspect " + nir);
    Path imported = folder.resolve("run/imported/best.safetensors");
    Checkpoint before = new SafetensorsRunStore().load(checkpoint);
    Checkpoint after = new SafetensorsRunStore().load(imported);
    assertThat(after.model().network()).isEqualTo(before.model().network());
    assertThat(after.model().timeSteps()).isEqualTo(before.model().timeSteps());
    assertThat(after.model().normalisation()).isEqualTo(before.model().normalisation());
    assertThat(after.parameters()).isEqualTo(before.parameters());
    assertThat(measured(imported)).isEqualTo(measured(checkpoint));
  }

  @Test
  void parametersAloneComeBackUnderTheNamesOfTheAuthors() {
    Path weights = folder.resolve("weights.safetensors");

    Program.call("export", checkpoint, "--out", weights).succeeded();

    assertThat(Program.call("inspect", weights).succeeded().out())
        .contains("features.0.weight", "classifier.0.weight", "threshold.t0", "leak.l3");
  }

  @Test
  void aFileThatIsThereIsNotReplacedUnlessAsked() {
    Path nir = folder.resolve("snn.nir");
    Program.call("export", checkpoint, "--out", nir).succeeded();

    Program.call("export", checkpoint, "--out", nir)
        .failed(ExitCode.USAGE, nir.toString(), "is there already", "--force");
    Program.call("export", checkpoint, "--out", nir, "--force").succeeded();
  }

  /** What evaluation counts: accuracy, spikes, energy. */
  private static JsonNode measured(Path file) throws IOException {
    JsonNode report =
        new ObjectMapper()
            .readTree(
                Program.call("evaluate", file, "--kernels", "plain", "--json").succeeded().out());
    ObjectNode counted = report.deepCopy();
    counted.remove(List.of("checkpoint", "imagesPerSecond", "seconds", "net", "milliseconds"));
    return counted;
  }

  private static Checkpoint network() {
    Model model =
        new Model(
            new Architecture("4 A 6 A", List.of(8), 1, new Shape(1, 8, 8), 10, 3, true),
            Neuron.Lif.standard(),
            3,
            new Normalisation(List.of(0.3), List.of(0.4)),
            DIGITS);
    Parameters parameters =
        Initialisation.HE_FAN_IN
            .draw(model.network(), new SplittableRandom(4))
            .as(Precision.FLOAT32)
            .with("leak.l0", Tensor.scalar(0.7, Precision.FLOAT32))
            .with("threshold.t3", Tensor.scalar(0.6, Precision.FLOAT32));
    return new Checkpoint(
        model,
        parameters,
        new Provenance("", 1, 0.1, "digits", "", Map.of(), "initialised"),
        Optional.empty());
  }
}
