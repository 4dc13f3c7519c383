package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user who interrupts a training loses no finished epoch and is told how to go on. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SignalTest {
  private static final int EPOCHS = 80;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT,2", "TERM,15"})
  void aSignalLeavesAFolderThatCanBeResumed(String signal, int number)
      throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Path last = run.resolve("ann/last.safetensors");
    List<Object> command = new ArrayList<>(List.of("train-ann", "--net", "2 A", "--out", run));
    command.addAll(List.of("--epochs", EPOCHS, "--batch", 256, "--kernels", "plain"));
    try (ChildProgram program = new ChildProgram(folder, command.toArray())) {
      while (program.alive() && !Files.exists(last)) {
        Thread.sleep(5);
      }
      Assumptions.assumeFalse(
          ignores(program, number), "whoever started this JVM told it to ignore SIG" + signal);
      program.signal(signal);
      Outcome outcome = program.await();

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(128 + number);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.sentence())
          .startsWith(
              "dietsnn: interrupted; finished stages and complete epochs are kept, go on with: ")
          .endsWith("--resume");
    }
    int kept = epochsDone(last);
    command.add("--resume");

    Outcome resumed = Program.call(command.toArray()).succeeded();

    assertThat(kept).isBetween(1, EPOCHS - 1);
    assertThat(resumed.err())
        .contains("epoch %d/%d:".formatted(kept + 1, EPOCHS))
        .doesNotContain("epoch %d/%d:".formatted(kept, EPOCHS));
    assertThat(epochsDone(last)).isEqualTo(EPOCHS);
  }

  private static int epochsDone(Path checkpoint) {
    return new SafetensorsRunStore().load(checkpoint).training().orElseThrow().epochsDone();
  }

  private static boolean ignores(ChildProgram program, int signal) throws IOException {
    Path status = Path.of("/proc", Long.toString(program.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElse("SigIgn: 0")
            .replaceAll("SigIgn:\\s*", "");
    return (Long.parseUnsignedLong(mask, 16) >> (signal - 1) & 1) == 1;
  }
}
