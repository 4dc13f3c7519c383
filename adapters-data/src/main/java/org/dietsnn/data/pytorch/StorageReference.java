package org.dietsnn.data.pytorch;

import java.util.Locale;

/**
 * A run of elements in a file that tensors are views of.
 *
 * @param key its name in the file
 * @param type type of its elements
 * @param count number of its elements
 * @param offset first element of the part that is meant; 0 but for old views
 * @param length elements of the part that is meant
 */
record StorageReference(String key, ElementType type, long count, long offset, long length) {
  StorageReference {
    if (count < 0 || offset < 0 || length < 0 || offset > count || length > count - offset) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "storage %s of %d elements cannot have a part of %d from %d",
              key,
              count,
              length,
              offset));
    }
    if (count > Long.MAX_VALUE / type.bytes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "storage %s claims %d elements, more than any file can hold",
              key,
              count));
    }
  }

  /** Bytes of all its elements. */
  long bytes() {
    return count * type.bytes();
  }
}
