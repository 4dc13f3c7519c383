package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of rows of four vectors that follow each other, which is what the engine runs most; other
 * rows: {@link RowSum}. Both methods have more than the 325 bytecodes up to which HotSpot joins
 * what is hot with its callers, and their loops stand twice for that: joined, the loops run out of
 * registers; the compiler then kept the list in a vector register and moved it there and back for
 * each row, or not, as it happened to proceed, and a batch of VGG9 took 64 or 55 ms. RowSumSizeTest
 * watches over the sizes.
 */
final class AdjacentRows {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private AdjacentRows() {}

  /**
   * Runs of a list, two per turn, added to what is there: see {@link
   * org.dietsnn.cpu.kernel.FloatKernels#addRuns}. One call for many runs is 2 to 3 % faster as a
   * whole than one for each.
   */
  static void pairs(
      float[] rows,
      int start,
      int shift,
      int[] list,
      int[] begins,
      int first,
      int step,
      int reach,
      int pairs,
      float factor,
      float[] out,
      int outStart,
      int outStride) {
    int base = start;
    int target = outStart;
    int column = first;
    for (int pair = 0; pair < pairs; pair++) {
      int from = begins[column];
      int to = begins[column + reach];
      int nextFrom = begins[column + step];
      int nextTo = begins[column + step + reach];
      FloatVector s0 = zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int e = from; e < to; e++) {
        int row = base + list[e] * (4 * LANES);
        s0 = s0.add(fromArray(SPECIES, rows, row));
        s1 = s1.add(fromArray(SPECIES, rows, row + LANES));
        s2 = s2.add(fromArray(SPECIES, rows, row + 2 * LANES));
        s3 = s3.add(fromArray(SPECIES, rows, row + 3 * LANES));
      }
      int at = target;
      fromArray(SPECIES, out, at).add(s0.mul(factor)).intoArray(out, at);
      at += LANES;
      fromArray(SPECIES, out, at).add(s1.mul(factor)).intoArray(out, at);
      at += LANES;
      fromArray(SPECIES, out, at).add(s2.mul(factor)).intoArray(out, at);
      at += LANES;
      fromArray(SPECIES, out, at).add(s3.mul(factor)).intoArray(out, at);
      base -= shift;
      target += outStride;
      FloatVector n0 = zero(SPECIES);
      FloatVector n1 = n0;
      FloatVector n2 = n0;
      FloatVector n3 = n0;
      for (int e = nextFrom; e < nextTo; e++) {
        int row = base + list[e] * (4 * LANES);
        n0 = n0.add(fromArray(SPECIES, rows, row));
        n1 = n1.add(fromArray(SPECIES, rows, row + LANES));
        n2 = n2.add(fromArray(SPECIES, rows, row + 2 * LANES));
        n3 = n3.add(fromArray(SPECIES, rows, row + 3 * LANES));
      }
      at = target;
      fromArray(SPECIES, out, at).add(n0.mul(factor)).intoArray(out, at);
      at += LANES;
      fromArray(SPECIES, out, at).add(n1.mul(factor)).intoArray(out, at);
      at += LANES;
      fromArray(SPECIES, out, at).add(n2.mul(factor)).intoArray(out, at);
      at += LANES;
      fromArray(SPECIES, out, at).add(n3.mul(factor)).intoArray(out, at);
      base -= shift;
      target += outStride;
      column += 2 * step;
    }
  }

  /** One run, added to what is there or in its place. */
  static void one(
      float[] rows,
      int start,
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
    if (accumulate) {
      for (int e = from; e < to; e++) {
        int row = start + list[e] * (4 * LANES);
        s0 = s0.add(fromArray(SPECIES, rows, row));
        s1 = s1.add(fromArray(SPECIES, rows, row + LANES));
        s2 = s2.add(fromArray(SPECIES, rows, row + 2 * LANES));
        s3 = s3.add(fromArray(SPECIES, rows, row + 3 * LANES));
      }
      fromArray(SPECIES, out, outStart).add(s0.mul(factor)).intoArray(out, outStart);
      int next = outStart + LANES;
      fromArray(SPECIES, out, next).add(s1.mul(factor)).intoArray(out, next);
      next += LANES;
      fromArray(SPECIES, out, next).add(s2.mul(factor)).intoArray(out, next);
      next += LANES;
      fromArray(SPECIES, out, next).add(s3.mul(factor)).intoArray(out, next);
    } else {
      for (int e = from; e < to; e++) {
        int row = start + list[e] * (4 * LANES);
        s0 = s0.add(fromArray(SPECIES, rows, row));
        s1 = s1.add(fromArray(SPECIES, rows, row + LANES));
        s2 = s2.add(fromArray(SPECIES, rows, row + 2 * LANES));
        s3 = s3.add(fromArray(SPECIES, rows, row + 3 * LANES));
      }
      s0.mul(factor).intoArray(out, outStart);
      s1.mul(factor).intoArray(out, outStart + LANES);
      s2.mul(factor).intoArray(out, outStart + 2 * LANES);
      s3.mul(factor).intoArray(out, outStart + 3 * LANES);
    }
  }
}
