package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Speed as a user measures it, with every adapter in place. */
class BenchmarkTest {
  private static final Object[] TINY = {
    "bench",
    "--net",
    "6 A 8",
    "--dense",
    32,
    "--input",
    "3x12x12",
    "--batch",
    8,
    "--warm-up",
    1,
    "--rounds",
    3,
    "--kernels",
    "plain",
    "--json"
  };

  private static Object[] tiny(Object... more) {
    Object[] arguments = Arrays.copyOf(TINY, TINY.length + more.length);
    System.arraycopy(more, 0, arguments, TINY.length, more.length);
    return arguments;
  }

  private static JsonNode json(Object... arguments) throws JsonProcessingException {
    return new ObjectMapper().readTree(Program.call(arguments).succeeded().out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void everyLayerOfADrawnSnnFiresAtTheRateAskedFor(String backend) throws JsonProcessingException {
    JsonNode report =
        json(tiny("--T", 4, "--spike-rate", 0.1, "--what", "both", "--backend", backend));

    assertThat(report.get("backend").asText()).isEqualTo(backend);
    assertThat(report.get("layers")).hasSize(4);
    for (int layer = 0; layer < 3; layer++) {
      // 32 neurons, 8 images and 4 steps of the smallest layer: steps of a thousandth.
      assertThat(report.get("layers").get(layer).get("active").asDouble())
          .isCloseTo(0.1, within(0.002));
    }
    assertThat(report.get("passes")).hasSize(2);
    for (JsonNode pass : report.get("passes")) {
      assertThat(pass.get("imagesPerSecond").asDouble()).isPositive();
      assertThat(pass.get("denseGigaflops").asDouble()).isPositive();
      assertThat(pass.get("medianMilliseconds").asDouble())
          .isBetween(
              pass.get("leastMilliseconds").asDouble(),
              pass.get("greatestMilliseconds").asDouble());
    }
    assertThat(report.get("memory").get("bytes").asLong()).isGreaterThan(1L << 20);
  }

  @Test
  void theSameSeedDrawsTheSameNetworkAndAnotherSeedAnother() throws JsonProcessingException {
    JsonNode first = json(tiny("--ann", "--seed", 1)).get("layers");
    JsonNode again = json(tiny("--ann", "--seed", 1)).get("layers");
    JsonNode other = json(tiny("--ann", "--seed", 2)).get("layers");

    assertThat(again.get(0).get("active")).isEqualTo(first.get(0).get("active"));
    assertThat(other.get(0).get("active")).isNotEqualTo(first.get(0).get("active"));
  }

  @Test
  void aCheckpointIsTimedAndTheNextCommandWorks(@TempDir Path folder) throws IOException {
    Path run = folder.resolve("run");
    Program.call("run", TinyRun.config(folder), "--out", run).succeeded();

    Path snn = run.resolve("snn/best.safetensors");
    Outcome outcome =
        Program.call("bench", "--checkpoint", snn, "--what", "both", "--warm-up", 1, "--rounds", 2)
            .succeeded();

    assertThat(outcome.out())
        .contains("T = 2", "test images of digits", snn.toString(), "inference", "training");
    String next = outcome.out().lines().reduce("", (before, last) -> last);
    assertThat(next).startsWith("Next: ./dietsnn energy ");
    Object[] command = next.substring("Next: ./dietsnn ".length()).split(" ");
    Program.call(command).succeeded();
  }

  @Test
  void aRateThatRandomWeightsCannotReachIsOneSentence() {
    Program.call(tiny("--spike-rate", 0.95))
        .failed(2, "layer features.0 cannot fire at 0.95", "it reaches 0.");
  }

  @Test
  void aBatchLargerThanTheTestSetIsOneSentence(@TempDir Path folder) throws IOException {
    Path run = folder.resolve("run");
    Program.call("train-ann", "--config", TinyRun.config(folder), "--out", run).succeeded();

    Program.call("bench", "--checkpoint", run.resolve("ann/best.safetensors"), "--batch", 1000)
        .failed(2, "a batch of 1000 images from a set of 539");
  }
}
