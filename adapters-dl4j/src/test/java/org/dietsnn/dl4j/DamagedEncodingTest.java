package org.dietsnn.dl4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mutated files brought to light. */
class DamagedEncodingTest {
  @TempDir Path folder;

  @Test
  void givenBytesThatAreNoTextInTheConfigurationWhenReadThenTheFileIsAtFaultAndNotTheDisk()
      throws IOException {
    Path file = folder.resolve("model.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      // Begins as UTF-32 does and goes on as no text does.
      zip.write(new byte[] {0, 0, 0, '{', '"', 'a', 'a', 'c'});
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("coefficients.bin"));
      zip.closeEntry();
    }

    assertThatThrownBy(() -> new Dl4jFormat().describe(file))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(file.toString())
        .extracting(e -> ((FailureException) e).kind())
        .isEqualTo(FailureKind.BAD_DATA);
  }
}
