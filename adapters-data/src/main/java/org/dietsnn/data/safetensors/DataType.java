package org.dietsnn.data.safetensors;

import org.dietsnn.domain.tensor.Precision;

/** The element types of the format, by their names there. */
public enum DataType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  I64(8),
  U64(8),
  F64(8);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element. */
  public int bytes() {
    return bytes;
  }

  /** The type of a tensor's elements. */
  public static DataType of(Precision precision) {
    return precision == Precision.FLOAT32 ? F32 : F64;
  }
}
