package org.dietsnn.domain.tensor;

/** The floating-point format in which a tensor or a compute engine keeps its numbers. */
public enum Precision {
  /** IEEE 754 binary32. */
  FLOAT32,
  /** IEEE 754 binary64. */
  FLOAT64
}
