package org.dietsnn.cpu.kernel;

/**
 * The transforms of {@link WinogradProduct} one channel at a time, from {@code from} on: the whole
 * of the plain implementation and the remainder of the vector one. The parameters are those of
 * {@link FloatKernels}.
 */
public final class ScalarWinograd {
  private ScalarWinograd() {}

  /** See {@link FloatKernels#winogradWeights}. */
  public static void weights(int from, int count, float[] g, int gStart, float[] to, int toStart) {
    for (int i = from; i < count; i++) {
      int at = gStart + i;
      for (int y = 0; y < 4; y++) {
        float left = combined(y, g[at], g[at + 3 * count], g[at + 6 * count]);
        float middle = combined(y, g[at + count], g[at + 4 * count], g[at + 7 * count]);
        float right = combined(y, g[at + 2 * count], g[at + 5 * count], g[at + 8 * count]);
        for (int x = 0; x < 4; x++) {
          to[toStart + (y * 4 + x) * count + i] = combined(x, left, middle, right);
        }
      }
    }
  }

  private static float combined(int row, float a, float b, float c) {
    return switch (row) {
      case 0 -> a;
      case 1 -> (a + b + c) * 0.5f;
      case 2 -> (a - b + c) * 0.5f;
      default -> c;
    };
  }

  /** See {@link FloatKernels#winogradInput}. */
  public static void input(
      int from,
      int channels,
      float[] d,
      int dStart,
      int rowStride,
      float[] to,
      int toStart,
      int pointStride) {
    for (int i = from; i < channels; i++) {
      for (int x = 0; x < 4; x++) {
        for (int y = 0; y < 4; y++) {
          to[toStart + (y * 4 + x) * pointStride + i] =
              column(x, y, d, dStart + i, channels, rowStride);
        }
      }
    }
  }

  /** Point (y, x): the differences of rows, and of columns of these. */
  private static float column(int x, int y, float[] d, int start, int pixel, int row) {
    return switch (x) {
      case 0 -> row(y, d, start, row) - row(y, d, start + 2 * pixel, row);
      case 1 -> row(y, d, start + pixel, row) + row(y, d, start + 2 * pixel, row);
      case 2 -> row(y, d, start + 2 * pixel, row) - row(y, d, start + pixel, row);
      default -> row(y, d, start + pixel, row) - row(y, d, start + 3 * pixel, row);
    };
  }

  private static float row(int y, float[] d, int start, int row) {
    return switch (y) {
      case 0 -> d[start] - d[start + 2 * row];
      case 1 -> d[start + row] + d[start + 2 * row];
      case 2 -> d[start + 2 * row] - d[start + row];
      default -> d[start + row] - d[start + 3 * row];
    };
  }

  /** See {@link FloatKernels#winogradOutput}. */
  public static void output(
      int from,
      int channels,
      float[] m,
      int mStart,
      int pointStride,
      float[] to,
      int toStart,
      int pixelStride,
      int rowStride,
      boolean accumulate) {
    for (int i = from; i < channels; i++) {
      for (int y = 0; y < 2; y++) {
        float c0 = sum(y, m, mStart + i, pointStride);
        float c1 = sum(y, m, mStart + i + pointStride, pointStride);
        float c2 = sum(y, m, mStart + i + 2 * pointStride, pointStride);
        float c3 = sum(y, m, mStart + i + 3 * pointStride, pointStride);
        int left = toStart + y * rowStride + i;
        int right = left + pixelStride;
        to[left] = (accumulate ? to[left] : 0f) + (c0 + c1 + c2);
        to[right] = (accumulate ? to[right] : 0f) + (c1 - c2 - c3);
      }
    }
  }

  private static float sum(int y, float[] m, int start, int point) {
    float m1 = m[start + 4 * point];
    float m2 = m[start + 8 * point];
    return y == 0 ? m[start] + m1 + m2 : m1 - m2 - m[start + 12 * point];
  }
}
