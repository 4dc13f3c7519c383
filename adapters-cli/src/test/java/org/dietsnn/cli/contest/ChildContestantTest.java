package org.dietsnn.cli.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A child that a shell plays. */
@DisabledOnOs(OS.WINDOWS)
class ChildContestantTest {
  @TempDir Path parent;

  private ChildContestant child(String script) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("child"));
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .redirectError(folder.resolve("log").toFile())
            .start();
    return new ChildContestant("third", process, folder);
  }

  @Test
  void answersAreReadAndWhatLibrariesPrintIsNot() throws IOException {
    try (ChildContestant child =
        child(
            "echo hello; echo dietsnn-answer 0.5; read a; echo noise; echo dietsnn-answer 1.25;"
                + " read b; echo dietsnn-answer 2048 memory of $a then $b; read end")) {
      assertThat(child.openSeconds()).isEqualTo(0.5);
      assertThat(child.beginTraining()).isEqualTo(1.25);
      assertThat(child.peakMemory().bytes()).isEqualTo(2048);
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aFailureOfTheChildIsThatOfTheComparison() throws IOException {
    assertThatThrownBy(() -> child("echo dietsnn-answer failed USAGE too many threads"))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessage("backend third: too many threads");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aChildThatDiesIsQuoted() throws IOException {
    try (ChildContestant child =
        child("echo dietsnn-answer 0.5; read a; echo Killed by nobody >&2; exit 3")) {
      assertThatThrownBy(child::beginInference)
          .isInstanceOfSatisfying(
              FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE))
          .hasMessage(
              "the process of backend third ended in the middle of its work, exit code 3; its last"
                  + " words: Killed by nobody");
    }
    assertThat(parent).isEmptyDirectory();
  }
}
