package org.dietsnn.data.pytorch;

import java.util.List;
import java.util.Locale;

/**
 * A tensor as a view of a storage: element (i, j, ...) is element offset + i stride_0 + j stride_1
 * + ... of the storage.
 *
 * @param storage where its elements lie
 * @param offset of its first element
 * @param shape dimensions
 * @param strides one per dimension
 */
record TensorReference(
    StorageReference storage, long offset, List<Long> shape, List<Long> strides) {
  /**
   * Checks that all elements lie in the storage.
   *
   * @throws IllegalArgumentException saying what does not fit
   */
  TensorReference {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size()
        || offset < 0
        || shape.stream().anyMatch(d -> d < 0)
        || strides.stream().anyMatch(s -> s < 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a tensor of shape %s with strides %s from element %d cannot be",
              shape,
              strides,
              offset));
    }
    try {
      long count = shape.stream().reduce(1L, Math::multiplyExact);
      long last = offset;
      for (int d = 0; d < shape.size(); d++) {
        long steps = Math.max(0, shape.get(d) - 1);
        last = Math.addExact(last, Math.multiplyExact(steps, strides.get(d)));
      }
      boolean inside = count == 0 ? offset <= storage.length() : last < storage.length();
      if (!inside || count > storage.length()) {
        throw outside(storage, offset, shape, strides);
      }
    } catch (ArithmeticException e) {
      throw outside(storage, offset, shape, strides);
    }
  }

  private static IllegalArgumentException outside(
      StorageReference storage, long offset, List<Long> shape, List<Long> strides) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "a tensor of shape %s with strides %s from element %d does not fit into storage %s of %d"
                + " elements",
            shape,
            strides,
            offset,
            storage.key(),
            storage.length()));
  }

  /** The number of elements. */
  long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
