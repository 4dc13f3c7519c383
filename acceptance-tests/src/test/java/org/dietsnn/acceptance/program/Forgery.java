package org.dietsnn.acceptance.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

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
    JsonNode header =
        new ObjectMapper().readTree(file.array(), LENGTH_BYTES, dataStart - LENGTH_BYTES);
    file.putFloat(dataStart, Float.NaN);
    String sha256 = checksum(header, file.array(), dataStart);
    String text = new String(file.array(), ISO_8859_1);
    int at = text.indexOf(header.get("__metadata__").get("sha256").asText());
    file.put(at, sha256.getBytes(UTF_8));
    return Files.write(copy, file.array());
  }

  /** A safetensors file of another program. */
  static Path foreign(Path file) throws IOException {
    byte[] header =
        "{\"weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH_BYTES + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(file, bytes.putLong(header.length).put(header).array());
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
        .get("__metadata__")
        .properties()
        .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
    texts.remove("sha256");
    texts.forEach(
        (name, text) -> {
          add(digest, name);
          add(digest, text);
        });
    for (Map.Entry<String, JsonNode> tensor : header.properties()) {
      if (!tensor.getKey().equals("__metadata__")) {
        add(digest, tensor.getKey());
        add(digest, tensor.getValue().get("dtype").asText());
        add(digest, tensor.getValue().get("shape").toString().replace(",", ", "));
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
