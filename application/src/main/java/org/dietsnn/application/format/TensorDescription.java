package org.dietsnn.application.format;

import java.util.List;

/**
 * One tensor of a file without its values.
 *
 * @param name as the file has it
 * @param type type of its elements, for example {@code float32}
 * @param shape dimensions, outermost first; empty for a single number
 */
public record TensorDescription(String name, String type, List<Long> shape) {
  public TensorDescription {
    shape = List.copyOf(shape);
  }

  /** The number of elements. */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
