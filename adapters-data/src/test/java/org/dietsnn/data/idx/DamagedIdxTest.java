package org.dietsnn.data.idx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mutated files brought to light. */
class DamagedIdxTest {
  @TempDir Path folder;

  @Test
  void givenDamageUnderThePackingWhenReadThenTheFileIsAtFaultAndNotTheDisk() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(ByteBuffer.allocate(8 + 50).putInt(0x801).putInt(50).array());
    }
    byte[] packed = bytes.toByteArray();
    packed[packed.length - 6] ^= 1;
    Path file = Files.write(folder.resolve("labels"), packed);

    assertThatThrownBy(() -> IdxFile.read(file, 1))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(file + ": its packed data is damaged (")
        .extracting(e -> ((FailureException) e).kind())
        .isEqualTo(FailureKind.BAD_DATA);
  }
}
