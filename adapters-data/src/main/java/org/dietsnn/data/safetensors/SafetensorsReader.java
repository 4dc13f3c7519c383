package org.dietsnn.data.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Reads a safetensors file. Whatever the file claims, no more memory is taken than it is long
 * (times a small factor). Not thread-safe.
 */
public final class SafetensorsReader implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;

  private SafetensorsReader(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.header = readHeader();
  }

  /**
   * Opens a file and checks its header against its length.
   *
   * @throws FailureException of kind MISSING_INPUT if there is no such file, BAD_DATA if it is no
   *     safetensors file or damaged, INPUT_OUTPUT if it cannot be read
   */
  public static SafetensorsReader open(Path file) {
    if (Files.notExists(file)) {
      throw new FailureException(
          FailureKind.MISSING_INPUT,
          "there is no file %s; check its name".formatted(file.toAbsolutePath()));
    }
    if (Files.isDirectory(file)) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s: expected a safetensors file, found a folder; name the file in it".formatted(file));
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      SafetensorsReader reader = new SafetensorsReader(file, channel);
      channel = null;
      return reader;
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      closeQuietly(channel);
    }
  }

  /** What stands before the data. */
  public SafetensorsHeader header() {
    return header;
  }

  /**
   * Reads all tensors, in the order in which they lie; may be called once.
   *
   * @param digest updated with all their bytes
   * @throws FailureException of kind BAD_DATA for a tensor that is not F32 or F64 or has too many
   *     elements, INPUT_OUTPUT if the file cannot be read
   */
  public Map<String, Tensor> readAll(MessageDigest digest) {
    TensorBytes bytes = new TensorBytes(channel, digest);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorEntry entry : header.tensors()) {
      try {
        tensors.put(entry.name(), bytes.read(dimensions(entry), precision(entry)));
      } catch (EOFException e) {
        throw bad("it ended within tensor " + entry.name() + " while it was read");
      } catch (IOException e) {
        throw unreadable(file, e);
      } catch (IllegalArgumentException e) {
        throw bad("tensor " + entry.name() + ": " + e.getMessage());
      }
    }
    return tensors;
  }

  /**
   * Reads all tensors of floating-point numbers, those of 16 bits widened to float32, in the order
   * in which they lie; may be called once.
   *
   * @throws FailureException of kind BAD_DATA for a tensor that has too many elements, INPUT_OUTPUT
   *     if the file cannot be read
   */
  public Map<String, Tensor> readFloating() {
    TensorBytes bytes = new TensorBytes(channel, Sha256.begin());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorEntry entry : header.tensors()) {
      try {
        switch (entry.type()) {
          case F32, F64 ->
              tensors.put(entry.name(), bytes.read(dimensions(entry), precision(entry)));
          case F16, BF16 ->
              tensors.put(
                  entry.name(), bytes.readHalf(dimensions(entry), entry.type() == DataType.BF16));
          default -> bytes.skip(entry.end() - entry.begin());
        }
      } catch (EOFException e) {
        throw bad("it ended within tensor " + entry.name() + " while it was read");
      } catch (IOException e) {
        throw unreadable(file, e);
      } catch (IllegalArgumentException e) {
        throw bad("tensor " + entry.name() + ": " + e.getMessage());
      }
    }
    return tensors;
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private SafetensorsHeader readHeader() throws IOException {
    long size = channel.size();
    if (size < SafetensorsHeader.LENGTH_BYTES) {
      throw bad(
          String.format(
              Locale.ROOT,
              "it has %d bytes, expected at least %d",
              size,
              SafetensorsHeader.LENGTH_BYTES));
    }
    long length = read(SafetensorsHeader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long rest = size - SafetensorsHeader.LENGTH_BYTES;
    long most = Math.min(rest, SafetensorsHeader.MAX_BYTES);
    if (length < 2 || length > most) {
      throw bad(
          String.format(
              Locale.ROOT,
              "its header claims %s bytes, expected 2 to %d (it has %d bytes in all)",
              Long.toUnsignedString(length),
              most,
              size));
    }
    SafetensorsHeader found;
    try {
      found = SafetensorsHeader.parse(read((int) length).array());
    } catch (IllegalArgumentException e) {
      throw bad("its header is wrong: " + e.getMessage());
    }
    long expected = SafetensorsHeader.LENGTH_BYTES + length + found.dataBytes();
    if (size != expected) {
      throw bad(
          String.format(
              Locale.ROOT,
              "it is %s: expected %d bytes, found %d",
              size < expected ? "truncated" : "too long",
              expected,
              size));
    }
    return found;
  }

  private ByteBuffer read(int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw bad("it ended within the header while it was read");
      }
    }
    return buffer.flip();
  }

  private static int[] dimensions(TensorEntry entry) {
    return entry.shape().stream().mapToInt(SafetensorsReader::dimension).toArray();
  }

  private static int dimension(long dimension) {
    if (dimension > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "dimension %d, must be at most %d", dimension, Integer.MAX_VALUE));
    }
    return (int) dimension;
  }

  private static Precision precision(TensorEntry entry) {
    return switch (entry.type()) {
      case F32 -> Precision.FLOAT32;
      case F64 -> Precision.FLOAT64;
      default ->
          throw new IllegalArgumentException("expected dtype F32 or F64, found " + entry.type());
    };
  }

  private FailureException bad(String what) {
    return new FailureException(
        FailureKind.BAD_DATA,
        "%s cannot be used as a safetensors file: %s; use an undamaged copy".formatted(file, what));
  }

  private static FailureException unreadable(Path file, IOException cause) {
    return new FailureException(
        FailureKind.INPUT_OUTPUT,
        "cannot read %s: %s; check its permissions and the disk".formatted(file, cause),
        cause);
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written, so nothing can be lost.
      }
    }
  }
}
