package org.dietsnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.CompareCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code compare} asks for, and what it makes of the answer. */
class CompareTest {
  @TempDir Path folder;
  private final FakeUseCases fakes = new FakeUseCases();

  private CompareCommand command(Object... arguments) {
    Invocation run = Invocation.of(fakes, arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return fakes.comparisons.get(fakes.comparisons.size() - 1);
  }

  @Test
  void theDefaultsAreTheseOnes() {
    CompareCommand command = command("compare");

    assertThat(command.backends()).isEmpty();
    assertThat(command.settings().threads()).isZero();
    assertThat(command.settings().options()).isEmpty();
    assertThat(command.passes()).containsExactly(BenchmarkedPass.INFERENCE);
    assertThat(command.subject()).isInstanceOf(BenchmarkSubject.Drawn.class);
    assertThat(command.subject().timeSteps()).isEqualTo(5);
    assertThat(List.of(command.batch(), command.images(), command.traced(), command.steps()))
        .containsExactly(32, 64, 4, 3);
    assertThat(List.of(command.warmUp(), command.rounds())).containsExactly(3, 7);
    assertThat(command.seed()).isEqualTo(1);
  }

  @Test
  void flagsReachTheUseCase() {
    CompareCommand command =
        command(
            "compare",
            "--backends",
            "reference, cpu",
            "--what",
            "both",
            "--batch",
            4,
            "--images",
            6,
            "--traced",
            2,
            "--steps",
            5,
            "--warm-up",
            0,
            "--rounds",
            9,
            "--T",
            3,
            "--threads",
            2,
            "--kernels",
            "plain",
            "--seed",
            8);

    assertThat(command.backends()).containsExactly("reference", "cpu");
    assertThat(command.settings().threads()).isEqualTo(2);
    assertThat(command.settings().options()).isEqualTo(Map.of("kernels", "plain"));
    assertThat(command.passes()).isEqualTo(EnumSet.allOf(BenchmarkedPass.class));
    assertThat(command.subject().timeSteps()).isEqualTo(3);
    assertThat(List.of(command.batch(), command.images(), command.traced(), command.steps()))
        .containsExactly(4, 6, 2, 5);
    assertThat(List.of(command.warmUp(), command.rounds())).containsExactly(0, 9);
    assertThat(command.seed()).isEqualTo(8);
  }

  @Test
  void aCheckpointIsComparedOnTestImages() {
    Invocation.of(fakes, "quickstart", "--out", folder, "--T", 3);

    CompareCommand command =
        command("compare", "--model", folder.resolve("snn/best.safetensors"), "--set", "digits");

    BenchmarkSubject.Trained subject = (BenchmarkSubject.Trained) command.subject();
    assertThat(subject.timeSteps()).isEqualTo(3);
    assertThat(subject.images().size()).isEqualTo(539);
  }

  @Test
  void theTextSaysHowFastHowNearAndAtWhatCost() {
    Invocation run =
        Invocation.of(
            fakes, "compare", "--backends", "cpu,reference", "--rounds", 3, "--what", "both");

    assertThat(run.out())
        .contains("Backend  cpu: no <machine> & nothing", "Agreement with cpu", "what a test says")
        // 32 images in 0.2 s, 0.1 to 0.3; twice that on the other.
        .containsPattern("inference +cpu +160 +106\\.7 - 320 +1 +1 +2\\R")
        .containsPattern("inference +reference +80 +53\\.33 - 160 +0\\.5 +2 +2\\R")
        .containsPattern("training +reference +26\\.67 +17\\.78 - 53\\.33 +0\\.5 +6 +3\\R")
        .containsPattern("reference +float32 +63 +1\\.[23]e-07 +2\\.5e-08 +1 +0\\.25\\R")
        .containsPattern("features.0 +100 +1\\R")
        .containsPattern("reference +2\\.5 +1\\.0e-06 +2\\.0e-06 +3\\.0e-06 +4\\.0e-06 +5\\.0e-06")
        .endsWith(
            "Next: ./dietsnn compare --backends cpu,reference --rounds 3 --what both --html"
                + " compare.html"
                + System.lineSeparator());
    assertThat(run.out().lines().skip(9)).allMatch(line -> line.length() <= 120);
  }

  @Test
  void whoWasSkippedIsToldWithTheReason() {
    assertThat(Invocation.of(fakes, "compare").out())
        .contains("Skipped  absent: no such device here");
  }

  @Test
  void theJsonHasAllFiguresAndThePageHasTheSame() throws IOException {
    Path page = folder.resolve("compare.html");

    Invocation run = Invocation.of(fakes, "compare", "--rounds", 2, "--json", "--html", page);

    JsonNode report = new ObjectMapper().readTree(run.out());
    JsonNode reference = report.get("backends").get(1);
    assertThat(reference.get("name").asText()).isEqualTo("reference");
    JsonNode inference = reference.get("passes").get(0);
    assertThat(inference.get("timesAsFast").asDouble()).isCloseTo(0.5, within(1e-12));
    assertThat(inference.get("firstBatchSeconds").asDouble()).isCloseTo(2, within(1e-12));
    assertThat(inference.get("seconds")).hasSize(2);
    assertThat(reference.get("training").isNull()).isTrue();
    assertThat(reference.get("inference").get("layers").get(0).get("differing").asInt()).isOne();
    assertThat(report.get("skipped").get("absent").asText()).isEqualTo("no such device here");
    assertThat(figuresIn(Files.readString(page))).isEqualTo(report);
  }

  private static JsonNode figuresIn(String page) throws JsonProcessingException {
    String start = "<pre id=\"figures\">";
    String escaped =
        page.substring(page.indexOf(start) + start.length(), page.lastIndexOf("</pre>"));
    return new ObjectMapper()
        .readTree(
            escaped
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&"));
  }

  @Test
  void aPageThatCannotBeWrittenIsRefusedBeforeTheWork() {
    Invocation run =
        Invocation.of(fakes, "compare", "--html", folder.resolve("not-there/compare.html"));

    assertThat(run.code()).isEqualTo(66);
    assertThat(run.err()).contains("--html must be a file in a folder that is there");
    assertThat(fakes.comparisons).isEmpty();
  }

  @Test
  void backendsThatAreNoneAreAMistake() {
    Invocation run = Invocation.of(fakes, "compare", "--backends", ",");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--backends: expected names such as cpu,reference");
  }

  @Test
  void optionsOfTheOtherKindOfNetworkAreRefused() {
    assertThat(Invocation.of(fakes, "compare", "--data", folder).code()).isEqualTo(2);
    assertThat(Invocation.of(fakes, "compare", "--model", "x", "--net", "8").code()).isEqualTo(2);
  }
}
