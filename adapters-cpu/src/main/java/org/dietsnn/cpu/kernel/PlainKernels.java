package org.dietsnn.cpu.kernel;

/**
 * The kernels in plain Java. The innermost loops run along contiguous columns without branches, the
 * form that C2 turns into vector instructions by itself; four summands per pass save loads and
 * stores of the tile.
 */
public final class PlainKernels implements FloatKernels {
  private static final int ROWS = 4;
  private static final int MAX_COLUMNS = 256;

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public int tileRows() {
    return ROWS;
  }

  @Override
  public int tileColumns(int columns) {
    return Math.min(columns, MAX_COLUMNS);
  }

  @Override
  public void multiplyTile(
      int depth,
      int width,
      float[] a,
      int[] offset,
      int first,
      int shift,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int cStride) {
    int i = 0;
    for (; i + 4 <= depth; i += 4) {
      for (int r = 0; r < ROWS; r++) {
        int at = offset[first + r] + shift + i;
        addFour(
            width,
            c,
            cStart + r * cStride,
            b,
            bStart + i * width,
            width,
            a[at],
            a[at + 1],
            a[at + 2],
            a[at + 3]);
      }
    }
    for (; i < depth; i++) {
      for (int r = 0; r < ROWS; r++) {
        float x = a[offset[first + r] + shift + i];
        FloatArrays.addScaled(width, x, b, bStart + i * width, c, cStart + r * cStride);
      }
    }
  }

  @Override
  public void outerTile(
      int depth,
      int width,
      float[] a,
      int[] offset,
      int first,
      int shift,
      float[] b,
      int bStart,
      int bStride,
      float[] c,
      int cStart) {
    int p = 0;
    for (; p + 4 <= depth; p += 4) {
      int a0 = offset[first + p] + shift;
      int a1 = offset[first + p + 1] + shift;
      int a2 = offset[first + p + 2] + shift;
      int a3 = offset[first + p + 3] + shift;
      for (int r = 0; r < ROWS; r++) {
        addFour(
            width,
            c,
            cStart + r * width,
            b,
            bStart + p * bStride,
            bStride,
            a[a0 + r],
            a[a1 + r],
            a[a2 + r],
            a[a3 + r]);
      }
    }
    for (; p < depth; p++) {
      for (int r = 0; r < ROWS; r++) {
        float x = a[offset[first + p] + shift + r];
        FloatArrays.addScaled(width, x, b, bStart + p * bStride, c, cStart + r * width);
      }
    }
  }

  private static void addFour(
      int width,
      float[] c,
      int cStart,
      float[] b,
      int bStart,
      int bStride,
      float x0,
      float x1,
      float x2,
      float x3) {
    int b1 = bStart + bStride;
    int b2 = b1 + bStride;
    int b3 = b2 + bStride;
    for (int j = 0; j < width; j++) {
      float sum = c[cStart + j] + x0 * b[bStart + j];
      sum += x1 * b[b1 + j];
      sum += x2 * b[b2 + j];
      c[cStart + j] = sum + x3 * b[b3 + j];
    }
  }

  @Override
  public void lifStep(
      Reset reset,
      float leak,
      float theta,
      int count,
      float[] current,
      int iStart,
      float[] state,
      int vStart,
      float[] potential,
      int uStart,
      float[] spikes,
      int sStart) {
    ScalarLif.step(
        0, reset, leak, theta, count, current, iStart, state, vStart, potential, uStart, spikes,
        sStart);
  }

  @Override
  public void linearSurrogate(
      float gamma,
      float theta,
      int count,
      float[] potential,
      int uStart,
      float[] gradient,
      int gStart) {
    ScalarLif.linearSurrogate(0, gamma, theta, count, potential, uStart, gradient, gStart);
  }

  @Override
  public void lifStepBack(
      Reset reset,
      float leak,
      float theta,
      int count,
      float[] potential,
      int uStart,
      float[] previous,
      int pStart,
      float[] gradient,
      int gStart,
      float[] carry,
      int carryStart,
      float[] leakTerms,
      float[] thetaTerms) {
    ScalarLif.stepBack(
        0,
        reset,
        leak,
        theta,
        count,
        potential,
        uStart,
        previous,
        pStart,
        gradient,
        gStart,
        carry,
        carryStart,
        leakTerms,
        thetaTerms);
  }

  @Override
  public void rectifyBack(int count, float[] x, int xStart, float[] gradient, int gStart) {
    for (int i = 0; i < count; i++) {
      gradient[gStart + i] = x[xStart + i] > 0f ? gradient[gStart + i] : 0f;
    }
  }

  @Override
  public int countNonZeros(float[] x, int start, int count) {
    int found = 0;
    for (int i = start; i < start + count; i++) {
      found += x[i] != 0f ? 1 : 0;
    }
    return found;
  }
}
