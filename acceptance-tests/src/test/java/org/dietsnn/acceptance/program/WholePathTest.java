package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dietsnn.domain.network.Parameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a configuration file to three measured networks, with every adapter in place. */
class WholePathTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir static Path folder;
  private static Path config;
  private static Path run;
  private static Outcome first;

  @BeforeAll
  static void givenAFinishedRun() throws IOException {
    config = TinyRun.config(folder);
    run = folder.resolve("run");
    first = Program.call("run", config, "--out", run).succeeded();
  }

  @Test
  void theTableShowsAllThreeNetworksAndTheNextCommandWorks() {
    assertThat(first.out()).contains("ANN ", "converted SNN", "trained SNN", "interval", "energy");
    String next = first.out().lines().reduce("", (before, last) -> last);
    assertThat(next).startsWith("Next: ./dietsnn energy ");

    Object[] command = next.substring("Next: ./dietsnn ".length()).split(" ");
    assertThat(Program.call(command).succeeded().out()).contains("features.3", "ANN / SNN");
  }

  @Test
  void jsonIsOneDocumentWithWhatWasMeasured() throws JsonProcessingException {
    Outcome outcome = Program.call("run", config, "--out", run, "--resume", "--json").succeeded();

    JsonNode networks = STRICT.readTree(outcome.out()).get("networks");
    assertThat(networks).hasSize(3);
    for (JsonNode network : networks) {
      double accuracy = network.get("accuracy").asDouble();
      assertThat(accuracy).isBetween(0.3, 1.0);
      assertThat(accuracy)
          .isBetween(
              network.get("accuracyLower").asDouble(), network.get("accuracyUpper").asDouble());
      assertThat(network.get("images").asInt()).isEqualTo(539);
      assertThat(network.get("imagesPerSecond").asDouble()).isPositive();
      assertThat(network.get("millijoules").asDouble())
          .isPositive()
          .isLessThanOrEqualTo(network.get("millijoulesEveryStep").asDouble());
    }
    JsonNode snn = networks.get(2);
    assertThat(snn.get("spikesPerNeuron").asDouble()).isBetween(0.01, 2.0);
    assertThat(snn.get("millijoules").asDouble()).isLessThan(snn.get("annMillijoules").asDouble());
    assertThat(snn.get("layers")).hasSize(4);
  }

  @Test
  void aSecondStartIsRefusedAndNothingIsLost() {
    Map<String, String> before = TinyRun.files(run);

    Program.call("run", config, "--out", run).failed(2, "holds a run", "--resume", "--overwrite");

    assertThat(TinyRun.files(run)).isEqualTo(before);
  }

  @Test
  void aNetThatCannotBeIsRefusedBeforeTheRunItWouldReplaceIsTouched() {
    Map<String, String> before = TinyRun.files(run);

    Program.call("run", config, "--out", run, "--overwrite", "--net", "4 A 4 A 4 A 4 A 4 A")
        .failed(2, "pool");

    assertThat(TinyRun.files(run)).isEqualTo(before);
  }

  @Test
  void theSameSeedGivesTheSameBitsWhenARunIsOverwritten() throws IOException {
    Path again = copyOfRun("again");
    Map<String, Parameters> before = TinyRun.parameters(run);

    Program.call("run", config, "--out", again, "--overwrite").succeeded();

    assertThat(TinyRun.parameters(again)).isEqualTo(before);
  }

  @Test
  void aRunThatReplacesAnotherCanBeResumedAfterItsDiskWasFull() throws IOException {
    Path replaced = copyOfRun("replaced");
    Object[] command = {"run", config, "--out", replaced, "--seed", 2, "--overwrite"};

    Program.call(FailingStore.afterCheckpoints(3), command).failed(74, "the disk is full");
    command[command.length - 1] = "--resume";
    Program.call(command).succeeded();

    Path whole = folder.resolve("whole");
    Program.call("run", config, "--out", whole, "--seed", 2).succeeded();
    assertThat(TinyRun.parameters(replaced)).isEqualTo(TinyRun.parameters(whole));
  }

  private static Path copyOfRun(String name) throws IOException {
    Path copy = folder.resolve(name);
    for (String file : TinyRun.files(run).keySet()) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(run.resolve(file), copy.resolve(file));
    }
    return copy;
  }
}
