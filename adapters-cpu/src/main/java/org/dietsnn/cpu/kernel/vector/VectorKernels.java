package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.PlainKernels;
import org.dietsnn.domain.neuron.Reset;

/** The kernels on the widest vectors of this machine. */
public final class VectorKernels implements FloatKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final IntVector LANE = IntVector.zero(INTS).addIndex(1);

  /** Bits per vector on this machine. */
  public static int vectorBits() {
    return SPECIES.vectorBitSize();
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int tileRows() {
    return 6;
  }

  @Override
  public int tileColumns(int columns) {
    if (columns > 2 * LANES && 4 * LANES == Long.SIZE) {
      return 4 * LANES;
    }
    return columns <= LANES || 2 * LANES > Long.SIZE ? LANES : 2 * LANES;
  }

  @Override
  public int blockColumns(int columns) {
    int tile = tileColumns(columns);
    return columns <= tile ? tile : Long.SIZE;
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
    if (width == LANES) {
      NarrowTile.multiply(depth, a, offset, first, shift, b, bStart, bStride, c, cStart, cStride);
    } else if (width == 2 * LANES) {
      WideTile.multiply(depth, a, offset, first, shift, b, bStart, bStride, c, cStart, cStride);
    } else {
      BroadTile.multiply(depth, a, offset, first, shift, b, bStart, bStride, c, cStart, cStride);
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
      int cStart,
      int cStride) {
    if (width == LANES) {
      NarrowTile.outer(depth, a, offset, first, shift, b, bStart, bStride, c, cStart, cStride);
    } else if (width == 2 * LANES) {
      WideTile.outer(depth, a, offset, first, shift, b, bStart, bStride, c, cStart, cStride);
    } else {
      BroadTile.outer(depth, a, offset, first, shift, b, bStart, bStride, c, cStart, cStride);
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
    return VectorLif.step(
        reset, leak, theta, silent, count, current, iStart, state, vStart, potential, uStart);
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
    VectorLif.run(
        reset, leak, theta, silent, steps, count, current, iStart, iStride, spikes, sStart,
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
    VectorLif.linearSurrogate(gamma, theta, count, potential, uStart, gradient, gStart);
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
    VectorLif.stepBack(
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
    int bound = SPECIES.loopBound(count);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector g = fromArray(SPECIES, gradient, gStart + i);
      VectorMask<Float> positive =
          fromArray(SPECIES, x, xStart + i).compare(VectorOperators.GT, 0f);
      broadcast(SPECIES, 0f).blend(g, positive).intoArray(gradient, gStart + i);
    }
    for (; i < count; i++) {
      gradient[gStart + i] = x[xStart + i] > 0f ? gradient[gStart + i] : 0f;
    }
  }

  @Override
  public int countNonZeros(float[] x, int start, int count) {
    int found = 0;
    int end = start + SPECIES.loopBound(count);
    int i = start;
    for (; i < end; i += LANES) {
      VectorMask<Float> nonZero = fromArray(SPECIES, x, i).compare(VectorOperators.NE, 0f);
      found += nonZero.trueCount();
    }
    for (; i < start + count; i++) {
      found += x[i] != 0f ? 1 : 0;
    }
    return found;
  }

  @Override
  public void unpack(
      long ones, long twos, long fours, int count, float factor, float[] to, int start) {
    int bound = SPECIES.loopBound(count);
    // Written out: a method that returns a vector is not always inlined, and then the vector boxed.
    for (int i = 0; i < bound; i += LANES) {
      IntVector one = IntVector.broadcast(INTS, (int) (ones >>> i));
      IntVector two = IntVector.broadcast(INTS, (int) (twos >>> i));
      IntVector four = IntVector.broadcast(INTS, (int) (fours >>> i));
      IntVector number =
          one.lanewise(VectorOperators.LSHR, LANE)
              .and(1)
              .add(
                  two.lanewise(VectorOperators.LSHR, LANE).and(1).lanewise(VectorOperators.LSHL, 1))
              .add(
                  four.lanewise(VectorOperators.LSHR, LANE)
                      .and(1)
                      .lanewise(VectorOperators.LSHL, 2));
      FloatVector spikes = (FloatVector) number.convertShape(VectorOperators.I2F, SPECIES, 0);
      spikes.mul(factor).intoArray(to, start + i);
    }
    PlainKernels.unpack(bound, ones, twos, fours, count, factor, to, start);
  }

  @Override
  public void add(int count, float[] x, int xStart, float[] y, int yStart) {
    int bound = SPECIES.loopBound(count);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector summand = fromArray(SPECIES, x, xStart + i);
      fromArray(SPECIES, y, yStart + i).add(summand).intoArray(y, yStart + i);
    }
    for (; i < count; i++) {
      y[yStart + i] += x[xStart + i];
    }
  }

  @Override
  public void addScaled(int count, float factor, float[] x, int xStart, float[] y, int yStart) {
    int bound = SPECIES.loopBound(count);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector product = fromArray(SPECIES, x, xStart + i).mul(factor);
      fromArray(SPECIES, y, yStart + i).add(product).intoArray(y, yStart + i);
    }
    for (; i < count; i++) {
      y[yStart + i] += factor * x[xStart + i];
    }
  }

  @Override
  public void multiply(int count, float[] x, int xStart, float[] y, int yStart) {
    int bound = SPECIES.loopBound(count);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector factors = fromArray(SPECIES, x, xStart + i);
      fromArray(SPECIES, y, yStart + i).mul(factors).intoArray(y, yStart + i);
    }
    for (; i < count; i++) {
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
    RowSum.add(rows, start, stride, list, from, to, width, factor, out, outStart, accumulate);
  }

  @Override
  public void addRuns(
      float[] rows,
      int start,
      int shift,
      int[] list,
      int[] begins,
      int first,
      int step,
      int reach,
      int count,
      int width,
      float factor,
      float[] out,
      int outStart,
      int outStride,
      boolean accumulate) {
    RowSum.addRuns(
        rows,
        start,
        shift,
        list,
        begins,
        first,
        step,
        reach,
        count,
        width,
        factor,
        out,
        outStart,
        outStride,
        accumulate);
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
      int pixel = firstPixel + x;
      int added = firstShift;
      for (int row = 0; row < rows; row++) {
        int first = pixels[pixel];
        int count = pixels[pixel + 1] - first;
        // A whole vector each time, whatever is beyond the last number is written over.
        IntVector.fromArray(INTS, from, first).add(added).intoArray(to, end);
        for (int i = LANES; i < count; i += LANES) {
          IntVector.fromArray(INTS, from, first + i).add(added).intoArray(to, end + i);
        }
        end += count;
        pixel += columns;
        added += shift;
      }
    }
    begins[firstBegin + columns] = end;
    return end;
  }

  @Override
  public void winogradInput(
      int count, float[] d, int start, int stride, float[] to, int toStart, int toStride) {
    VectorWinograd.input(count, d, start, stride, to, toStart, toStride);
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
    VectorWinograd.output(count, m, start, stride, to, toStart, toStride, accumulate);
  }

  @Override
  public void winogradWeights(
      int count, float[] g, int start, int stride, float[] to, int toStart, int toStride) {
    VectorWinograd.weights(count, g, start, stride, to, toStart, toStride);
  }

  @Override
  public void winogradOutputGradient(
      int count, float[] d, int start, int stride, float[] to, int toStart, int toStride) {
    VectorWinograd.outputGradient(count, d, start, stride, to, toStart, toStride);
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
    VectorWinograd.weightGradient(count, m, start, stride, to, toStart, toStride, accumulate);
  }
}
