package org.dietsnn.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortFileTest {
  @TempDir private Path folder;

  @Test
  void givenATextWhenReadThenLinesAreStrippedAndBlankOnesLeftOut() throws IOException {
    Path file = Files.writeString(folder.resolve("list.txt"), " a b \r\n\n\t\nüb\n");

    assertThat(ShortFile.lines(file)).containsExactly("a b", "üb");
  }

  @Test
  void givenBytesThatAreNoTextWhenReadThenTheFileIsBadData() throws IOException {
    Path file = Files.write(folder.resolve("list.txt"), new byte[] {'a', (byte) 0xC3, '\n'});

    assertThatThrownBy(() -> ShortFile.lines(file))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_DATA))
        .hasMessageContainingAll("list.txt", "UTF-8");
  }

  @Test
  void givenAHugeFileWhenReadThenIsRefused() throws IOException {
    Path file = folder.resolve("list.txt");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1L << 26) + 1);
    }

    assertThatThrownBy(() -> ShortFile.bytes(file))
        .isInstanceOf(FailureException.class)
        .hasMessageContainingAll("list.txt", "at most 67108864 bytes");
  }

  @Test
  void givenAMissingFileWhenReadThenThatIsAFailureOfReading() {
    assertThatThrownBy(() -> ShortFile.bytes(folder.resolve("list.txt")))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INPUT_OUTPUT))
        .hasMessageContaining("cannot read");
  }

  @Test
  void anExcerptIsOneLineAndNotEndless() {
    assertThat(ShortFile.excerpt("a\u001b[2J\nb")).isEqualTo("a?[2J?b");
    assertThat(ShortFile.excerpt("x".repeat(61))).isEqualTo("x".repeat(60) + "...");
  }
}
