package org.dietsnn.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A few of the inputs that the command {@code acceptance-tests/fuzz} reads by the hundred thousand.
 */
class MutatedInputsTest {
  private static final int INPUTS = 400;

  /** Never reached: what hangs is found by the limit of each input. */
  private static final long LIMIT_NANOS = 3_600_000_000_000L;

  @TempDir Path real;

  static List<FuzzedReader> readers() {
    return FuzzedReaders.all();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void givenMutatedInputsWhenReadThenAreRefusedInASentenceOrTakenRightly(FuzzedReader reader)
      throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path root = reader.needsRealFiles() ? real : memory.getPath("/fuzz");
      Tally tally =
          new Campaign(reader, 1, () -> Files.createDirectories(root.resolve(reader.name())))
              .run(INPUTS, System.nanoTime() + LIMIT_NANOS, progress -> {});
      assertThat(tally.findings()).isEmpty();
      assertThat(tally.inputs()).isEqualTo(INPUTS);
      assertThat(tally.refusals())
          .as("refused")
          .isGreaterThanOrEqualTo(reader.leastRefused(INPUTS));
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void givenTheFirstSeedWhenReadThenIsTaken(FuzzedReader reader) throws IOException {
    Tally tally = new Tally();
    new Judge(reader, Files.createDirectories(real.resolve("input")))
        .judge(0, reader.seeds().get(0), tally);
    assertThat(tally.findings()).isEmpty();
    assertThat(tally.acceptances()).isOne();
  }
}
