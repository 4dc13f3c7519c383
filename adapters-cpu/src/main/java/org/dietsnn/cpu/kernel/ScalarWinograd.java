package org.dietsnn.cpu.kernel;

/**
 * The transforms of {@link WinogradTile} along one direction, one number at a time from {@code
 * from} on: the whole of the plain implementation and the remainder of the vector one. The
 * parameters are those of {@link FloatKernels}.
 */
public final class ScalarWinograd {
  private static final float A = WinogradTile.A;
  private static final float B = WinogradTile.B;
  private static final float AA = A * A;
  private static final float BB = B * B;

  private ScalarWinograd() {}

  /** See {@link FloatKernels#winogradInput}. */
  public static void input(
      int from,
      int count,
      float[] d,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride) {
    for (int i = from; i < count; i++) {
      int at = start + i;
      float d1 = d[at + stride];
      float d2 = d[at + 2 * stride];
      float d3 = d[at + 3 * stride];
      float d4 = d[at + 4 * stride];
      float evenA = d4 - BB * d2;
      float oddA = A * (d3 - BB * d1);
      float evenB = d4 - AA * d2;
      float oddB = B * (d3 - AA * d1);
      int point = toStart + i;
      to[point] = AA * BB * d[at] - (AA + BB) * d2 + d4;
      to[point + toStride] = evenA + oddA;
      to[point + 2 * toStride] = evenA - oddA;
      to[point + 3 * toStride] = evenB + oddB;
      to[point + 4 * toStride] = evenB - oddB;
      to[point + 5 * toStride] = AA * BB * d1 - (AA + BB) * d3 + d[at + 5 * stride];
    }
  }

  /** See {@link FloatKernels#winogradOutput}. */
  public static void output(
      int from,
      int count,
      float[] m,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride,
      boolean accumulate) {
    for (int i = from; i < count; i++) {
      int at = start + i;
      float evenA = m[at + stride] + m[at + 2 * stride];
      float oddA = m[at + stride] - m[at + 2 * stride];
      float evenB = m[at + 3 * stride] + m[at + 4 * stride];
      float oddB = m[at + 3 * stride] - m[at + 4 * stride];
      int out = toStart + i;
      put(m[at] + evenA + evenB, to, out, accumulate);
      put(A * oddA + B * oddB, to, out + toStride, accumulate);
      put(AA * evenA + BB * evenB, to, out + 2 * toStride, accumulate);
      float last = A * AA * oddA + B * BB * oddB + m[at + 5 * stride];
      put(last, to, out + 3 * toStride, accumulate);
    }
  }

  /** See {@link FloatKernels#winogradWeights}. */
  public static void weights(
      int from,
      int count,
      float[] g,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride) {
    for (int i = from; i < count; i++) {
      float g0 = g[start + i];
      float g1 = g[start + i + stride];
      float g2 = g[start + i + 2 * stride];
      float evenA = WinogradTile.OVER_A * (g0 + AA * g2);
      float oddA = WinogradTile.OVER_A * A * g1;
      float evenB = WinogradTile.OVER_B * (g0 + BB * g2);
      float oddB = WinogradTile.OVER_B * B * g1;
      int point = toStart + i;
      to[point] = WinogradTile.OVER_0 * g0;
      to[point + toStride] = evenA + oddA;
      to[point + 2 * toStride] = evenA - oddA;
      to[point + 3 * toStride] = evenB + oddB;
      to[point + 4 * toStride] = evenB - oddB;
      to[point + 5 * toStride] = g2;
    }
  }

  /** See {@link FloatKernels#winogradOutputGradient}. */
  public static void outputGradient(
      int from,
      int count,
      float[] d,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride) {
    for (int i = from; i < count; i++) {
      float d0 = d[start + i];
      float d1 = d[start + i + stride];
      float d2 = d[start + i + 2 * stride];
      float d3 = d[start + i + 3 * stride];
      float evenA = d0 + AA * d2;
      float oddA = A * (d1 + AA * d3);
      float evenB = d0 + BB * d2;
      float oddB = B * (d1 + BB * d3);
      int point = toStart + i;
      to[point] = d0;
      to[point + toStride] = evenA + oddA;
      to[point + 2 * toStride] = evenA - oddA;
      to[point + 3 * toStride] = evenB + oddB;
      to[point + 4 * toStride] = evenB - oddB;
      to[point + 5 * toStride] = d3;
    }
  }

  /** See {@link FloatKernels#winogradWeightGradient}. */
  public static void weightGradient(
      int from,
      int count,
      float[] m,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride,
      boolean accumulate) {
    for (int i = from; i < count; i++) {
      int at = start + i;
      float evenA = WinogradTile.OVER_A * (m[at + stride] + m[at + 2 * stride]);
      float oddA = WinogradTile.OVER_A * A * (m[at + stride] - m[at + 2 * stride]);
      float evenB = WinogradTile.OVER_B * (m[at + 3 * stride] + m[at + 4 * stride]);
      float oddB = WinogradTile.OVER_B * B * (m[at + 3 * stride] - m[at + 4 * stride]);
      int tap = toStart + i;
      put(WinogradTile.OVER_0 * m[at] + evenA + evenB, to, tap, accumulate);
      put(oddA + oddB, to, tap + toStride, accumulate);
      float last = AA * evenA + BB * evenB + m[at + 5 * stride];
      put(last, to, tap + 2 * toStride, accumulate);
    }
  }

  private static void put(float result, float[] to, int at, boolean accumulate) {
    to[at] = accumulate ? to[at] + result : result;
  }
}
