package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user compares what the machine offers, with every adapter in place. */
class CompareTest {
  @TempDir static Path folder;

  @Test
  void twoBackendsAreComparedOnTheDigits() throws IOException {
    Path run = folder.resolve("run");
    Program.call("run", TinyRun.config(folder), "--out", run, "--with", "snn.epochs=1").succeeded();
    Path page = folder.resolve("compare.html");

    Outcome outcome =
        Program.call(
                "compare",
                "--backends",
                "cpu,reference",
                "--model",
                run.resolve("snn/best.safetensors"),
                "--what",
                "both",
                "--batch",
                8,
                "--images",
                40,
                "--warm-up",
                0,
                "--rounds",
                3,
                "--kernels",
                "plain",
                "--json",
                "--html",
                page)
            .succeeded();

    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.get("network").get("data").asText()).isEqualTo("digits");
    assertThat(report.get("backends")).hasSize(2);
    for (JsonNode backend : report.get("backends")) {
      for (JsonNode pass : backend.get("passes")) {
        assertThat(pass.get("seconds")).hasSize(3).allMatch(seconds -> seconds.asDouble() > 0);
        assertThat(pass.get("firstBatchSeconds").asDouble()).isPositive();
        assertThat(pass.get("peakBytes").asLong())
            .isGreaterThanOrEqualTo(backend.get("idleBytes").asLong())
            .isGreaterThan(1L << 20);
      }
    }
    JsonNode cpu = report.get("backends").get(0);
    assertThat(cpu.get("description").asText()).contains("plain kernels: asked for");
    JsonNode reference = report.get("backends").get(1);
    assertThat(reference.get("precision").asText()).isEqualTo("float64");
    // Rounding to float32 decides few predictions, if any.
    assertThat(reference.get("inference").get("samePredictions").asInt()).isGreaterThan(35);
    assertThat(reference.get("inference").get("layers")).hasSize(4);
    assertThat(reference.get("training").get("relativeGradientDifference").asDouble())
        .isLessThan(0.01);
    assertThat(reference.get("energy").get("annMillijoules"))
        .isEqualTo(cpu.get("energy").get("annMillijoules"));
    assertThat(Files.readString(page)).contains("Speed of training", "Agreement with cpu");
    assertThat(outcome.err()).contains("Agreement with cpu", "Next: ./dietsnn devices");
  }

  @Test
  void aBackendThatIsNotThereIsOneSentence() {
    Program.call("compare", "--backends", "cpu,tpu")
        .failed(69, "no compute backend is named \"tpu\"", "cpu, nd4j, reference");
  }

  @Test
  void devicesNamesWhatCompareTakes() throws IOException {
    JsonNode report =
        new ObjectMapper().readTree(Program.call("devices", "--json").succeeded().out());

    assertThat(report.get("chosen").asText()).isNotEmpty();
    assertThat(report.get("backends"))
        .anyMatch(backend -> backend.get("name").asText().equals("reference"))
        .allMatch(
            backend ->
                backend.get("usable").asBoolean() || !backend.get("reason").asText().isEmpty());
  }
}
