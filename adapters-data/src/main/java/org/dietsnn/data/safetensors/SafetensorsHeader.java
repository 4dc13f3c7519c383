package org.dietsnn.data.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dietsnn.data.json.Fields;
import org.dietsnn.data.json.Json;
import org.dietsnn.domain.tensor.Tensor;

/**
 * What stands before the data.
 *
 * @param tensors in the order in which they lie, without holes or overlaps
 * @param metadata texts by name, in order
 */
public record SafetensorsHeader(List<TensorEntry> tensors, Map<String, String> metadata) {
  /** No header may be longer; the limit of the format. */
  public static final int MAX_BYTES = 100_000_000;

  /** The length of the header stands before it in so many bytes, least significant first. */
  public static final int LENGTH_BYTES = Long.BYTES;

  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;

  /**
   * Checks that the tensors follow each other.
   *
   * @throws IllegalArgumentException naming the tensor that overlaps another or leaves a hole
   */
  public SafetensorsHeader {
    tensors =
        tensors.stream()
            .sorted(
                Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end))
            .toList();
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    long next = 0;
    for (TensorEntry tensor : tensors) {
      if (tensor.begin() != next) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "tensor %s begins at byte %d, expected %d: the data have %s",
                tensor.name(),
                tensor.begin(),
                next,
                tensor.begin() < next ? "tensors that overlap" : "a hole"));
      }
      next = tensor.end();
    }
  }

  /** The header of tensors written one after the other. */
  public static SafetensorsHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    List<TensorEntry> entries = new ArrayList<>();
    long begin = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      DataType type = DataType.of(tensor.getValue().precision());
      long end = begin + (long) tensor.getValue().size() * type.bytes();
      List<Long> shape = Arrays.stream(tensor.getValue().shape()).asLongStream().boxed().toList();
      entries.add(new TensorEntry(tensor.getKey(), type, shape, begin, end));
      begin = end;
    }
    return new SafetensorsHeader(entries, metadata);
  }

  /** The number of bytes of all tensors. */
  public long dataBytes() {
    return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
  }

  /** Length and JSON, ready to write; spaces at the end align the data to 8 bytes. */
  public byte[] toBytes() {
    ObjectNode json = Json.object();
    ObjectNode texts = json.putObject(METADATA);
    metadata.forEach(texts::put);
    for (TensorEntry tensor : tensors) {
      ObjectNode entry = json.putObject(tensor.name()).put("dtype", tensor.type().name());
      ArrayNode shape = entry.putArray("shape");
      tensor.shape().forEach(shape::add);
      entry.putArray("data_offsets").add(tensor.begin()).add(tensor.end());
    }
    byte[] text = Json.ascii(json);
    byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return ByteBuffer.allocate(LENGTH_BYTES + padded.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded.length)
        .put(padded)
        .array();
  }

  /**
   * Reads the JSON.
   *
   * @param json the header without the length before it; not modified
   * @throws IllegalArgumentException saying what in it cannot be
   */
  public static SafetensorsHeader parse(byte[] json) {
    JsonNode root = Json.parse(json);
    Fields all = Fields.of("header", root);
    Map<String, String> metadata = all.has(METADATA) ? all.object(METADATA).allTexts() : Map.of();
    List<TensorEntry> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!field.getKey().equals(METADATA)) {
        tensors.add(entry(field.getKey(), Fields.of(field.getKey(), field.getValue())));
      }
    }
    return new SafetensorsHeader(tensors, metadata);
  }

  private static TensorEntry entry(String name, Fields fields) {
    List<Long> offsets = fields.longIntegers("data_offsets");
    if (offsets.size() != 2) {
      throw new IllegalArgumentException(
          "tensor %s must have 2 data_offsets, found %s".formatted(name, offsets));
    }
    return new TensorEntry(
        name,
        type(name, fields.text("dtype")),
        fields.longIntegers("shape"),
        offsets.get(0),
        offsets.get(1));
  }

  private static DataType type(String name, String found) {
    return Arrays.stream(DataType.values())
        .filter(type -> type.name().equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tensor %s has dtype %s, known are %s"
                        .formatted(name, found, Arrays.toString(DataType.values()))));
  }
}
