package org.dietsnn.data.safetensors;

import java.util.List;
import java.util.Locale;

/**
 * What the header says about one tensor.
 *
 * @param name its name
 * @param type type of its elements
 * @param shape dimensions, outermost first, each at least 0
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last one
 */
public record TensorEntry(String name, DataType type, List<Long> shape, long begin, long end) {
  /**
   * Checks that the bytes are as many as the shape needs.
   *
   * @throws IllegalArgumentException naming the tensor, what was expected and what was found
   */
  public TensorEntry {
    shape = List.copyOf(shape);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor %s lies from byte %d to byte %d, expected 0 <= begin <= end",
              name,
              begin,
              end));
    }
    if (shape.stream().anyMatch(dimension -> dimension < 0)) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s, expected dimensions >= 0".formatted(name, shape));
    }
    long expected = size(name, type, shape);
    if (end - begin != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor %s of shape %s and type %s needs %d bytes, found %d",
              name,
              shape,
              type,
              expected,
              end - begin));
    }
  }

  private static long size(String name, DataType type, List<Long> shape) {
    try {
      return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s, more elements than any file can hold".formatted(name, shape), e);
    }
  }
}
