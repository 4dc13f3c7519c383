package org.dietsnn.domain.network;

import java.util.List;

/**
 * Name, role and shape of one parameter of a network.
 *
 * @param name name in checkpoints
 * @param role what it does
 * @param shape dimensions, outermost first
 */
public record ParameterSpec(String name, ParameterRole role, List<Integer> shape) {
  public ParameterSpec {
    shape = List.copyOf(shape);
  }

  /** The dimensions as an array. */
  public int[] dimensions() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The number of elements. */
  public long count() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
