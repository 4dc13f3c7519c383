package org.dietsnn.data.number;

/** Floating-point numbers of 16 bits, all of which float32 holds exactly. */
public final class HalfPrecision {
  private static final int FRACTION_BITS = 10;
  private static final int EXPONENT_MASK = 0x1F;
  private static final int FRACTION_MASK = 0x3FF;

  /** Exponent of the last fraction bit of the smallest numbers. */
  private static final int LEAST_EXPONENT = -24;

  private HalfPrecision() {}

  /**
   * The number that the bits of an IEEE 754 binary16 stand for: 1 sign, 5 exponent, 10 fraction
   * bits.
   */
  public static float half(short bits) {
    int exponent = bits >> FRACTION_BITS & EXPONENT_MASK;
    int fraction = bits & FRACTION_MASK;
    float size;
    if (exponent == 0) {
      size = Math.scalb((float) fraction, LEAST_EXPONENT);
    } else if (exponent == EXPONENT_MASK) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      size = Math.scalb((float) (FRACTION_MASK + 1 | fraction), exponent - 1 + LEAST_EXPONENT);
    }
    return bits < 0 ? -size : size;
  }

  /** The number that the bits of a bfloat16 stand for: the upper half of a float32. */
  public static float bfloat16(short bits) {
    return Float.intBitsToFloat(bits << Short.SIZE);
  }
}
