package org.dietsnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With --json standard output is exactly one document. */
class JsonOutputTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir Path folder;
  private final FakeUseCases fakes = new FakeUseCases();

  private JsonNode json(Object... arguments) throws JsonProcessingException {
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    Invocation run = Invocation.of(fakes, all);
    assertThat(run.code()).as(run.err()).isZero();
    return STRICT.readTree(run.out());
  }

  @Test
  void everyCommandPrintsOneDocument() throws JsonProcessingException {
    Path ann = folder.resolve("ann/best.safetensors");
    JsonNode training = json("train-ann", "--out", folder, "--epochs", 2);
    JsonNode conversion = json("convert", "--out", folder);
    JsonNode snn = json("train-snn", "--out", folder, "--epochs", 2);
    JsonNode evaluation = json("evaluate", ann);
    JsonNode energy = json("energy", folder.resolve("snn/best.safetensors"));
    JsonNode bench = json("bench", "--rounds", 3);
    JsonNode run = json("quickstart", "--out", folder.resolve("other"));

    assertThat(training.get("epochs")).hasSize(2);
    assertThat(training.get("checkpoint").asText()).isEqualTo(ann.toString());
    assertThat(conversion.get("layers").get(0).get("threshold").asDouble()).isEqualTo(2);
    assertThat(snn.get("stage").asText()).isEqualTo("snn");
    assertThat(evaluation.get("accuracy").asDouble()).isBetween(0.9, 1.0);
    assertThat(evaluation.get("spikesPerNeuron").isNull()).isTrue();
    assertThat(energy.get("synapses")).isNotEmpty();
    assertThat(bench.get("passes").get(0).get("imagesPerSecond").asDouble()).isEqualTo(160);
    assertThat(run.get("networks")).hasSize(3);
  }

  @Test
  void tablesAndProgressGoToStandardError() {
    Invocation run = Invocation.of(fakes, "train-ann", "--out", folder, "--epochs", 1, "--json");

    assertThat(run.err()).contains("epoch 1", "Best epoch 1 of 1");
  }

  @Test
  void quietLeavesTheResultAlone() {
    Invocation run = Invocation.of(fakes, "train-ann", "--out", folder, "--epochs", 1, "--quiet");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Best epoch 1 of 1");
  }
}
