package org.dietsnn.acceptance.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dietsnn.acceptance.fuzz.CheckpointBytes;

/** Checkpoint files that no dietsnn wrote, made from the published description of the format. */
final class Forgery {
  private static final int LENGTH_BYTES = 8;

  private Forgery() {}

  /** A copy with one bit of its last byte flipped. */
  static Path flipped(Path checkpoint, Path copy) throws IOException {
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length - 1] ^= 1;
    return Files.write(copy, bytes);
  }

  /** A copy whose first parameter begins with a NaN, under a right checksum. */
  static Path withNan(Path checkpoint, Path copy) throws IOException {
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(checkpoint)).order(ByteOrder.LITTLE_ENDIAN);
    int dataStart = LENGTH_BYTES + (int) file.getLong(0);
    file.putFloat(dataStart, Float.NaN);
    return Files.write(copy, CheckpointBytes.sealed(file.array()));
  }

  /** A safetensors file of another program. */
  static Path foreign(Path file) throws IOException {
    byte[] header =
        "{\"weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH_BYTES + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(file, bytes.putLong(header.length).put(header).array());
  }
}
