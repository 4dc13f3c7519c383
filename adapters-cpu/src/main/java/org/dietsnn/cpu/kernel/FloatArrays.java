package org.dietsnn.cpu.kernel;

/** Elementwise loops that are too small a part of the time to have two implementations. */
public final class FloatArrays {
  private FloatArrays() {}

  /** {@code y *= factor}; y is modified. */
  public static void scale(int count, float factor, float[] y, int yStart) {
    for (int i = 0; i < count; i++) {
      y[yStart + i] *= factor;
    }
  }

  /** {@code y = max(0, x)}; y is modified and may be x. */
  public static void rectify(int count, float[] x, int xStart, float[] y, int yStart) {
    for (int i = 0; i < count; i++) {
      y[yStart + i] = Math.max(0f, x[xStart + i]);
    }
  }
}
