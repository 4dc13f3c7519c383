package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Checkpoint files taken apart and put together again, from the published description of the format
 * and not by the code under test.
 */
public final class CheckpointBytes {
  private static final int LENGTH_BYTES = 8;
  private static final String METADATA = "__metadata__";
  private static final String CHECKSUM = "sha256";
  private static final ObjectMapper JSON = new ObjectMapper();

  private CheckpointBytes() {}

  /** Where the data begin; empty if the file has no room for what its header claims. */
  static Optional<Integer> dataStart(byte[] file) {
    if (file.length < LENGTH_BYTES) {
      return Optional.empty();
    }
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return length < 0 || length > file.length - LENGTH_BYTES
        ? Optional.empty()
        : Optional.of(LENGTH_BYTES + (int) length);
  }

  /** The same data under another header, with its true length; unchanged if there is no header. */
  static byte[] withHeader(byte[] file, UnaryOperator<byte[]> change) {
    return dataStart(file)
        .map(
            start -> {
              byte[] header = change.apply(Arrays.copyOfRange(file, LENGTH_BYTES, start));
              byte[] data = Arrays.copyOfRange(file, start, file.length);
              return ByteBuffer.allocate(LENGTH_BYTES + header.length + data.length)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putLong(header.length)
                  .put(header)
                  .put(data)
                  .array();
            })
        .orElse(file);
  }

  /** The same file with one text of its metadata changed; unchanged if there is no such text. */
  static byte[] withText(byte[] file, String key, UnaryOperator<byte[]> change) {
    return withHeader(
        file,
        header ->
            parsed(header)
                .filter(json -> json.path(METADATA).path(key).isTextual())
                .map(
                    json -> {
                      ObjectNode texts = (ObjectNode) json.get(METADATA);
                      byte[] text = texts.get(key).asText().getBytes(UTF_8);
                      texts.put(key, new String(change.apply(text), UTF_8));
                      return json.toString().getBytes(UTF_8);
                    })
                .orElse(header));
  }

  /** The same file with the right checksum; unchanged if it cannot have one. */
  public static byte[] sealed(byte[] file) {
    Optional<Integer> start = dataStart(file);
    Optional<ObjectNode> header =
        start.flatMap(at -> parsed(Arrays.copyOfRange(file, LENGTH_BYTES, at)));
    String old = header.map(json -> json.path(METADATA).path(CHECKSUM).asText("")).orElse("");
    if (old.length() != 64) {
      return file;
    }
    int at = new String(file, ISO_8859_1).indexOf(old);
    if (at < 0) {
      return file;
    }
    byte[] result = file.clone();
    byte[] sha256 = checksum(header.get(), file, start.get()).getBytes(UTF_8);
    System.arraycopy(sha256, 0, result, at, sha256.length);
    return result;
  }

  private static Optional<ObjectNode> parsed(byte[] header) {
    try {
      return JSON.readTree(header) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Texts but the checksum in order of their names, then the tensors as they lie. */
  private static String checksum(JsonNode header, byte[] file, int dataStart) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> texts = new TreeMap<>();
    header
        .get(METADATA)
        .properties()
        .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
    texts.remove(CHECKSUM);
    texts.forEach(
        (name, text) -> {
          add(digest, name);
          add(digest, text);
        });
    for (Map.Entry<String, JsonNode> tensor : header.properties()) {
      if (!tensor.getKey().equals(METADATA)) {
        add(digest, tensor.getKey());
        add(digest, tensor.getValue().path("dtype").asText());
        add(digest, tensor.getValue().path("shape").toString().replace(",", ", "));
      }
    }
    digest.update(file, dataStart, file.length - dataStart);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
