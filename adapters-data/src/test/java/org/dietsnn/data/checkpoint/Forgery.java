package org.dietsnn.data.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.data.safetensors.SafetensorsHeader;
import org.dietsnn.data.safetensors.SafetensorsReader;
import org.dietsnn.data.safetensors.TensorBytes;
import org.dietsnn.domain.tensor.Tensor;

/** Files that no dietsnn would write. */
final class Forgery {
  private Forgery() {}

  /** A header as given, with its true length, before so many zero bytes. */
  static Path raw(Path file, String header, int dataBytes) {
    byte[] json = header.getBytes(UTF_8);
    return raw(file, json.length, json, dataBytes);
  }

  /** A header with a claimed length. */
  static Path raw(Path file, long claimed, byte[] header, int dataBytes) {
    byte[] bytes =
        ByteBuffer.allocate(8 + header.length + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(claimed)
            .put(header)
            .array();
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same tensors with one text replaced, or removed if null, under a right checksum. */
  static void retold(Path file, String key, String text) {
    Map<String, String> texts;
    Map<String, Tensor> tensors;
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      texts = new LinkedHashMap<>(reader.header().metadata());
      tensors = reader.readAll(Sha256.begin());
    }
    texts.put(key, text);
    texts.values().removeIf(value -> value == null);
    SafetensorsHeader header = SafetensorsHeader.of(tensors, texts);
    texts.put(CheckpointFormat.CHECKSUM_KEY, copy(file, header, tensors));
    copy(file, SafetensorsHeader.of(tensors, texts), tensors);
  }

  private static String copy(Path file, SafetensorsHeader header, Map<String, Tensor> tensors) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      MessageDigest digest = CheckpointFormat.beginChecksum(header);
      channel.write(ByteBuffer.wrap(header.toBytes()));
      TensorBytes bytes = new TensorBytes(channel, digest);
      for (Tensor tensor : tensors.values()) {
        bytes.write(tensor);
      }
      return Sha256.end(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
