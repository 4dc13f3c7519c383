package org.dietsnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.WarmUp;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bench} asks for, and what it makes of the answer. */
class BenchmarkTest {
  @TempDir Path folder;
  private final FakeUseCases fakes = new FakeUseCases();

  private BenchmarkCommand command(Object... arguments) {
    Invocation run = Invocation.of(fakes, arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return fakes.benchmarks.get(fakes.benchmarks.size() - 1);
  }

  @Test
  void theDefaultsAreTheseOnes() {
    BenchmarkCommand command = command("bench");

    assertThat(command.backend().name()).isEqualTo("cpu");
    assertThat(command.passes()).containsExactly(BenchmarkedPass.INFERENCE);
    assertThat(command.batch()).isEqualTo(32);
    assertThat(command.warmUp()).isEqualTo(new WarmUp(10, 5));
    assertThat(command.rounds()).isEqualTo(20);
    assertThat(command.seed()).isEqualTo(1);
    BenchmarkSubject.Drawn drawn = (BenchmarkSubject.Drawn) command.subject();
    assertThat(drawn.spikeRate()).hasValue(0.15);
    assertThat(drawn.weights()).isEqualTo(Initialisation.HE_FAN_IN);
    assertThat(drawn.timeSteps()).isEqualTo(5);
    assertThat(drawn.model().hidden()).isEqualTo(Neuron.Lif.standard());
    assertThat(drawn.model().architecture())
        .isEqualTo(
            new Architecture("32 A 64 64 A", List.of(256), 1, new Shape(3, 32, 32), 10, 3, false));
  }

  @Test
  void flagsReachTheUseCase() {
    BenchmarkCommand command =
        command(
            "bench",
            "--net",
            "VGG9",
            "--width",
            0.5,
            "--input",
            "1x32x16",
            "--classes",
            3,
            "--T",
            2,
            "--batch",
            4,
            "--spike-rate",
            0.05,
            "--what",
            "both",
            "--rounds",
            7,
            "--warm-up",
            0,
            "--seed",
            9,
            "--backend",
            "reference",
            "--initialisation",
            "authors");

    assertThat(command.backend().name()).isEqualTo("reference");
    assertThat(command.passes()).isEqualTo(EnumSet.allOf(BenchmarkedPass.class));
    assertThat(command.batch()).isEqualTo(4);
    assertThat(command.warmUp()).isEqualTo(WarmUp.of(0));
    assertThat(command.rounds()).isEqualTo(7);
    assertThat(command.seed()).isEqualTo(9);
    BenchmarkSubject.Drawn drawn = (BenchmarkSubject.Drawn) command.subject();
    assertThat(drawn.spikeRate()).hasValue(0.05);
    assertThat(drawn.weights()).isEqualTo(Initialisation.AUTHORS);
    assertThat(drawn.timeSteps()).isEqualTo(2);
    assertThat(drawn.model().architecture())
        .isEqualTo(
            new Architecture("VGG9", List.of(4096, 4096), 0.5, new Shape(1, 32, 16), 3, 3, false));
  }

  @Test
  void theRectifyingTwinHasOneStepAndNoSpikeRate() {
    BenchmarkSubject.Drawn drawn = (BenchmarkSubject.Drawn) command("bench", "--ann").subject();

    assertThat(drawn.model().hidden()).isEqualTo(new Neuron.Relu());
    assertThat(drawn.timeSteps()).isEqualTo(1);
    assertThat(drawn.spikeRate()).isEmpty();
  }

  @Test
  void aCheckpointIsMeasuredOnTestImagesWithItsOwnTimeStepsOrOthers() {
    Invocation.of(fakes, "quickstart", "--out", folder, "--T", 3);
    Path snn = folder.resolve("snn/best.safetensors");

    BenchmarkSubject.Trained own =
        (BenchmarkSubject.Trained) command("bench", "--checkpoint", snn).subject();
    assertThat(own.timeSteps()).isEqualTo(3);
    assertThat(own.images().size()).isEqualTo(539);
    assertThat(own.checkpoint().provenance().data()).isEqualTo("digits");
    assertThat(command("bench", "--checkpoint", snn, "--T", 8).subject().timeSteps()).isEqualTo(8);
  }

  @Test
  void theTextSaysWhatRanHowFastAndWhatItMeans() {
    Invocation run = Invocation.of(fakes, "bench", "--rounds", 3, "--what", "both");

    assertThat(run.out())
        .contains(
            "Backend  cpu: no machine",
            "Java     " + Runtime.version(),
            "Network  SNN 32 A 64 64 A, dense 256; 3x32x32 in 10 classes",
            "Weights  random, thresholds set for 0.15 spikes per neuron and step",
            "Rounds   3 after at least 10 and 5 s to warm up, each 32 random images, T = 5, seed 1",
            "does not tell where its time goes",
            "Peak memory: ")
        .containsPattern("inference +200 +100 - 300\\.0 +6\\.25 +160 ")
        .containsPattern("training +600 +300 - 900\\.0 +18\\.75 +53\\.33 ")
        .containsPattern("features.3 +64x16x16 +16384 +4\\.719 +10\\.00");
    assertThat(run.err())
        .contains("Backend cpu (preferred to reference; not usable: absent): no machine")
        .doesNotContain("Data ");
  }

  @Test
  void layersShowWhereTheTimeWentIfTheBackendTells() throws JsonProcessingException {
    fakes.work =
        List.of(
            new LayerWork(1, 30_000_000, 60_000_000, 0, 50),
            new LayerWork(2, 90_000_000, 0, 30, 10));
    Object[] arguments = {"bench", "--rounds", 3, "--what", "both", "--json"};

    Invocation run = Invocation.of(fakes, arguments);

    assertThat(run.err())
        .containsPattern("features.0 .* 10\\.00 +0\\.00 +10 +10 +20\\R")
        .containsPattern("features.3 .* 10\\.00 +75\\.00 +30 +30 +0\\R")
        .contains("Layers take 30.00 % of inference, 10.00 % of training");
    JsonNode layer = new ObjectMapper().readTree(run.out()).get("layers").get(1);
    assertThat(layer.get("inferenceMilliseconds").asDouble()).isCloseTo(30, within(1e-9));
    assertThat(layer.get("eventDriven").asDouble()).isEqualTo(0.75);
    assertThat(layer.get("active").asDouble()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void theNextCommandsGoRoundTheWaysToMeasureOneNet() {
    String command =
        "bench --net '8 A' --dense 16 --rounds=2 --bias --quiet --T 3 --spike-rate 0.1";
    command =
        next(
            command,
            "bench --net '8 A' --dense 16 --rounds 2 --bias true --time-steps 3"
                + " --spike-rate 0.1 --what both");
    command =
        next(command, "bench --net '8 A' --dense 16 --rounds 2 --bias true --what both --ann");
    next(command, "bench --net '8 A' --dense 16 --rounds 2 --bias true --what both");
  }

  @Test
  void afterACheckpointItsEnergyCanBeLookedAt() {
    Invocation.of(fakes, "quickstart", "--out", folder);
    Path snn = folder.resolve("snn/best.safetensors");

    next("bench --checkpoint " + snn, "energy " + snn);
  }

  private String next(String command, String expected) {
    Invocation run = Invocation.of(fakes, words(command));
    assertThat(run.code()).as(run.err()).isZero();
    String next = run.out().lines().reduce("", (first, last) -> last);
    assertThat(next).isEqualTo("Next: ./dietsnn " + expected);
    assertThat(Invocation.of(fakes, words(expected)).code()).isZero();
    return expected;
  }

  private static Object[] words(String command) {
    return Pattern.compile("'[^']*'|\\S+")
        .matcher(command)
        .results()
        .map(word -> word.group().replace("'", ""))
        .toArray();
  }
}
