package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of rows that a run of a list picks, see {@link org.dietsnn.cpu.kernel.FloatKernels#addRows}.
 * An addition takes longer to finish than to start, so at least four chains run side by side: four
 * or eight vectors of one row, or several rows of fewer vectors, joined in a fixed order at the
 * end. One loop for each: every further loop costs a sum some 7 ns, and vectors that live across
 * nested loops are boxed by JDK 17.
 */
final class RowSum {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private RowSum() {}

  static void add(
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
    if (width == 4 * LANES && stride == width) {
      AdjacentRows.one(rows, start, list, from, to, factor, out, outStart, accumulate);
      return;
    }
    int done = 0;
    while (width - done >= 8 * LANES) {
      eight(rows, start + done, stride, list, from, to, factor, out, outStart + done, accumulate);
      done += 8 * LANES;
    }
    while (width - done >= 4 * LANES) {
      four(rows, start + done, stride, list, from, to, factor, out, outStart + done, accumulate);
      done += 4 * LANES;
    }
    while (width - done >= 2 * LANES) {
      two(rows, start + done, stride, list, from, to, factor, out, outStart + done, accumulate);
      done += 2 * LANES;
    }
    if (done < width) {
      one(rows, start + done, stride, list, from, to, factor, out, outStart + done, accumulate);
    }
  }

  /** See {@link org.dietsnn.cpu.kernel.FloatKernels#addRuns}. */
  static void addRuns(
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
    int done = 0;
    if (width == 4 * LANES && accumulate) {
      done = count / 2 * 2;
      AdjacentRows.pairs(
          rows, start, shift, list, begins, first, step, reach, done / 2, factor, out, outStart,
          outStride);
    }
    for (int i = done; i < count; i++) {
      int column = first + i * step;
      int from = begins[column];
      int to = begins[column + reach];
      int row = start - i * shift;
      int target = outStart + i * outStride;
      add(rows, row, width, list, from, to, width, factor, out, target, accumulate);
    }
  }

  private static void eight(
      float[] rows,
      int start,
      int stride,
      int[] list,
      int from,
      int to,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate) {
    FloatVector s0 = zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int e = from; e < to; e++) {
      int row = start + list[e] * stride;
      s0 = s0.add(fromArray(SPECIES, rows, row));
      s1 = s1.add(fromArray(SPECIES, rows, row + LANES));
      s2 = s2.add(fromArray(SPECIES, rows, row + 2 * LANES));
      s3 = s3.add(fromArray(SPECIES, rows, row + 3 * LANES));
      s4 = s4.add(fromArray(SPECIES, rows, row + 4 * LANES));
      s5 = s5.add(fromArray(SPECIES, rows, row + 5 * LANES));
      s6 = s6.add(fromArray(SPECIES, rows, row + 6 * LANES));
      s7 = s7.add(fromArray(SPECIES, rows, row + 7 * LANES));
    }
    write(s0, factor, out, outStart, accumulate);
    write(s1, factor, out, outStart + LANES, accumulate);
    write(s2, factor, out, outStart + 2 * LANES, accumulate);
    write(s3, factor, out, outStart + 3 * LANES, accumulate);
    write(s4, factor, out, outStart + 4 * LANES, accumulate);
    write(s5, factor, out, outStart + 5 * LANES, accumulate);
    write(s6, factor, out, outStart + 6 * LANES, accumulate);
    write(s7, factor, out, outStart + 7 * LANES, accumulate);
  }

  private static void four(
      float[] rows,
      int start,
      int stride,
      int[] list,
      int from,
      int to,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate) {
    FloatVector s0 = zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int e = from; e < to; e++) {
      int row = start + list[e] * stride;
      s0 = s0.add(fromArray(SPECIES, rows, row));
      s1 = s1.add(fromArray(SPECIES, rows, row + LANES));
      s2 = s2.add(fromArray(SPECIES, rows, row + 2 * LANES));
      s3 = s3.add(fromArray(SPECIES, rows, row + 3 * LANES));
    }
    write(s0, factor, out, outStart, accumulate);
    write(s1, factor, out, outStart + LANES, accumulate);
    write(s2, factor, out, outStart + 2 * LANES, accumulate);
    write(s3, factor, out, outStart + 3 * LANES, accumulate);
  }

  private static void two(
      float[] rows,
      int start,
      int stride,
      int[] list,
      int from,
      int to,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate) {
    FloatVector a0 = zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    int e = from;
    for (; e + 1 < to; e += 2) {
      int row = start + list[e] * stride;
      int next = start + list[e + 1] * stride;
      a0 = a0.add(fromArray(SPECIES, rows, row));
      a1 = a1.add(fromArray(SPECIES, rows, row + LANES));
      b0 = b0.add(fromArray(SPECIES, rows, next));
      b1 = b1.add(fromArray(SPECIES, rows, next + LANES));
    }
    if (e < to) {
      int row = start + list[e] * stride;
      a0 = a0.add(fromArray(SPECIES, rows, row));
      a1 = a1.add(fromArray(SPECIES, rows, row + LANES));
    }
    write(a0.add(b0), factor, out, outStart, accumulate);
    write(a1.add(b1), factor, out, outStart + LANES, accumulate);
  }

  private static void one(
      float[] rows,
      int start,
      int stride,
      int[] list,
      int from,
      int to,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate) {
    FloatVector s0 = zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int e = from;
    for (; e + 3 < to; e += 4) {
      s0 = s0.add(fromArray(SPECIES, rows, start + list[e] * stride));
      s1 = s1.add(fromArray(SPECIES, rows, start + list[e + 1] * stride));
      s2 = s2.add(fromArray(SPECIES, rows, start + list[e + 2] * stride));
      s3 = s3.add(fromArray(SPECIES, rows, start + list[e + 3] * stride));
    }
    for (; e < to; e++) {
      s0 = s0.add(fromArray(SPECIES, rows, start + list[e] * stride));
    }
    write(s0.add(s1).add(s2.add(s3)), factor, out, outStart, accumulate);
  }

  private static void write(
      FloatVector sum, float factor, float[] out, int outStart, boolean accumulate) {
    FloatVector scaled = sum.mul(factor);
    if (accumulate) {
      scaled = fromArray(SPECIES, out, outStart).add(scaled);
    }
    scaled.intoArray(out, outStart);
  }
}
