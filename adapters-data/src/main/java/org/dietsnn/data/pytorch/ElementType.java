package org.dietsnn.data.pytorch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The element types that a storage of PyTorch can have here. */
enum ElementType {
  FLOAT64("DoubleStorage", 8, true),
  FLOAT32("FloatStorage", 4, true),
  FLOAT16("HalfStorage", 2, true),
  BFLOAT16("BFloat16Storage", 2, true),
  INT64("LongStorage", 8, false),
  INT32("IntStorage", 4, false),
  INT16("ShortStorage", 2, false),
  INT8("CharStorage", 1, false),
  UINT8("ByteStorage", 1, false),
  BOOL("BoolStorage", 1, false);

  private final String storage;
  private final int bytes;
  private final boolean floating;

  ElementType(String storage, int bytes, boolean floating) {
    this.storage = storage;
    this.bytes = bytes;
    this.floating = floating;
  }

  /** The type of the storages of a class such as {@code torch.FloatStorage}. */
  static Optional<ElementType> ofStorage(String global) {
    return Arrays.stream(values())
        .filter(type -> global.equals("torch." + type.storage))
        .findFirst();
  }

  /** As NumPy and PyTorch call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  int bytes() {
    return bytes;
  }

  boolean floating() {
    return floating;
  }
}
