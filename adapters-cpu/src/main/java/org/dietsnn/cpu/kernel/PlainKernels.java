package org.dietsnn.cpu.kernel;

import org.dietsnn.domain.neuron.Reset;

/**
 * The kernels in plain Java. C2 turns a loop into vector instructions by itself if its arrays are
 * read from element 0, not if they are read from a variable offset (JDK 17 and 25: 21 against 6
 * GFLOP/s). So tiles and right operands are copied into small rows of their own; four summands per
 * pass save loads and stores of the tile.
 */
public final class PlainKernels implements FloatKernels {
  private static final int ROWS = 16;

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
    return Math.min(columns, Long.SIZE);
  }

  @Override
  public int blockColumns(int columns) {
    return tileColumns(columns);
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
      int bStride,
      float[] c,
      int cStart,
      int cStride) {
    float[][] tile = rows(width, c, cStart, cStride);
    float[][] four = new float[4][width];
    for (int i = 0; i < depth; i += 4) {
      int count = Math.min(4, depth - i);
      copyRows(count, width, b, bStart + i * bStride, bStride, four);
      for (int r = 0; r < ROWS; r++) {
        int at = offset[first + r] + shift + i;
        if (count == 4) {
          addFour(tile[r], four, a[at], a[at + 1], a[at + 2], a[at + 3]);
        } else {
          for (int k = 0; k < count; k++) {
            addOne(tile[r], four[k], a[at + k]);
          }
        }
      }
    }
    writeBack(tile, width, c, cStart, cStride);
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
      int cStart,
      int cStride) {
    float[][] tile = rows(width, c, cStart, cStride);
    float[][] four = new float[4][width];
    for (int p = 0; p < depth; p += 4) {
      int count = Math.min(4, depth - p);
      copyRows(count, width, b, bStart + p * bStride, bStride, four);
      int at = first + p;
      for (int r = 0; r < ROWS; r++) {
        int from = shift + r;
        if (count == 4) {
          float x0 = a[offset[at] + from];
          float x1 = a[offset[at + 1] + from];
          float x2 = a[offset[at + 2] + from];
          addFour(tile[r], four, x0, x1, x2, a[offset[at + 3] + from]);
        } else {
          for (int k = 0; k < count; k++) {
            addOne(tile[r], four[k], a[offset[at + k] + from]);
          }
        }
      }
    }
    writeBack(tile, width, c, cStart, cStride);
  }

  private static void addFour(float[] c, float[][] b, float x0, float x1, float x2, float x3) {
    float[] b0 = b[0];
    float[] b1 = b[1];
    float[] b2 = b[2];
    float[] b3 = b[3];
    for (int j = 0; j < c.length; j++) {
      c[j] = c[j] + x0 * b0[j] + x1 * b1[j] + x2 * b2[j] + x3 * b3[j];
    }
  }

  private static void addOne(float[] c, float[] b, float x) {
    for (int j = 0; j < c.length; j++) {
      c[j] += x * b[j];
    }
  }

  private static float[][] rows(int width, float[] from, int start, int stride) {
    float[][] rows = new float[ROWS][width];
    copyRows(ROWS, width, from, start, stride, rows);
    return rows;
  }

  private static void copyRows(
      int count, int width, float[] from, int start, int stride, float[][] to) {
    for (int r = 0; r < count; r++) {
      System.arraycopy(from, start + r * stride, to[r], 0, width);
    }
  }

  private static void writeBack(float[][] tile, int width, float[] to, int start, int stride) {
    for (int r = 0; r < ROWS; r++) {
      System.arraycopy(tile[r], 0, to, start + r * stride, width);
    }
  }

  @Override
  public long lifStep(
      Reset reset,
      float leak,
      float theta,
      float silent,
      int count,
      float[] current,
      int iStart,
      float[] state,
      int vStart,
      float[] potential,
      int uStart) {
    return ScalarLif.step(
        0, reset, leak, theta, silent, count, current, iStart, state, vStart, potential, uStart);
  }

  @Override
  public void lifRun(
      Reset reset,
      float leak,
      float theta,
      float silent,
      int steps,
      int count,
      float[] current,
      int iStart,
      int iStride,
      long[] spikes,
      int sStart,
      int sStride) {
    for (int t = 0; t < steps; t++) {
      spikes[sStart + t * sStride] = 0;
    }
    ScalarLif.run(
        0, reset, leak, theta, silent, steps, count, current, iStart, iStride, spikes, sStart,
        sStride);
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
      float silent,
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
        silent,
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

  @Override
  public void unpack(
      long ones, long twos, long fours, int count, float factor, float[] to, int start) {
    unpack(0, ones, twos, fours, count, factor, to, start);
  }

  /** {@link FloatKernels#unpack} from a channel on. */
  public static void unpack(
      int from, long ones, long twos, long fours, int count, float factor, float[] to, int start) {
    for (int c = from; c < count; c++) {
      long number = (ones >>> c & 1) + 2 * (twos >>> c & 1) + 4 * (fours >>> c & 1);
      to[start + c] = factor * number;
    }
  }

  @Override
  public void add(int count, float[] x, int xStart, float[] y, int yStart) {
    for (int i = 0; i < count; i++) {
      y[yStart + i] += x[xStart + i];
    }
  }

  @Override
  public void addScaled(int count, float factor, float[] x, int xStart, float[] y, int yStart) {
    for (int i = 0; i < count; i++) {
      y[yStart + i] += factor * x[xStart + i];
    }
  }

  @Override
  public void multiply(int count, float[] x, int xStart, float[] y, int yStart) {
    for (int i = 0; i < count; i++) {
      y[yStart + i] *= x[xStart + i];
    }
  }

  @Override
  public void addRows(
      float[] rows,
      int start,
      int stride,
      int[] list,
      int from,
      int to,
      int width,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate) {
    float[] sum = new float[width];
    float[] row = new float[width];
    for (int e = from; e < to; e++) {
      System.arraycopy(rows, start + list[e] * stride, row, 0, width);
      for (int j = 0; j < width; j++) {
        sum[j] += row[j];
      }
    }
    for (int j = 0; j < width; j++) {
      out[outStart + j] = (accumulate ? out[outStart + j] : 0f) + factor * sum[j];
    }
  }

  @Override
  public int interleave(
      int columns,
      int rows,
      int[] from,
      int[] pixels,
      int firstPixel,
      int firstShift,
      int shift,
      int[] to,
      int start,
      int[] begins,
      int firstBegin) {
    int end = start;
    for (int x = 0; x < columns; x++) {
      begins[firstBegin + x] = end;
      for (int row = 0; row < rows; row++) {
        int pixel = firstPixel + row * columns + x;
        for (int i = pixels[pixel]; i < pixels[pixel + 1]; i++) {
          to[end++] = from[i] + firstShift + row * shift;
        }
      }
    }
    begins[firstBegin + columns] = end;
    return end;
  }

  @Override
  public void winogradInput(
      int count, float[] d, int start, int stride, float[] to, int toStart, int toStride) {
    ScalarWinograd.input(0, count, d, start, stride, to, toStart, toStride);
  }

  @Override
  public void winogradOutput(
      int count,
      float[] m,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride,
      boolean accumulate) {
    ScalarWinograd.output(0, count, m, start, stride, to, toStart, toStride, accumulate);
  }

  @Override
  public void winogradWeights(
      int count, float[] g, int start, int stride, float[] to, int toStart, int toStride) {
    ScalarWinograd.weights(0, count, g, start, stride, to, toStart, toStride);
  }

  @Override
  public void winogradOutputGradient(
      int count, float[] d, int start, int stride, float[] to, int toStart, int toStride) {
    ScalarWinograd.outputGradient(0, count, d, start, stride, to, toStart, toStride);
  }

  @Override
  public void winogradWeightGradient(
      int count,
      float[] m,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride,
      boolean accumulate) {
    ScalarWinograd.weightGradient(0, count, m, start, stride, to, toStart, toStride, accumulate);
  }
}
