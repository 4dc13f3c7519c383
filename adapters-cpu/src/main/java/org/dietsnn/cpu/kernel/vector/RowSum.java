package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of rows picked by a list. Several chains of additions run side by side, because an addition
 * takes longer to finish than to start; they are joined in a fixed order at the end.
 */
final class RowSum {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private RowSum() {}

  /** Rows of one vector, in four chains. */
  static void narrow(
      float[] rows,
      int start,
      int stride,
      int[] list,
      int from,
      int to,
      float factor,
      float[] out,
      int outStart) {
    FloatVector s0 = zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = from + (to - from) / 4 * 4;
    for (int e = from; e < whole; e += 4) {
      s0 = s0.add(fromArray(SPECIES, rows, start + list[e] * stride));
      s1 = s1.add(fromArray(SPECIES, rows, start + list[e + 1] * stride));
      s2 = s2.add(fromArray(SPECIES, rows, start + list[e + 2] * stride));
      s3 = s3.add(fromArray(SPECIES, rows, start + list[e + 3] * stride));
    }
    for (int e = whole; e < to; e++) {
      s0 = s0.add(fromArray(SPECIES, rows, start + list[e] * stride));
    }
    FloatVector sum = s0.add(s1).add(s2.add(s3)).mul(factor);
    fromArray(SPECIES, out, outStart).add(sum).intoArray(out, outStart);
  }

  /** Rows of two vectors, in four chains each. */
  static void wide(
      float[] rows,
      int start,
      int stride,
      int[] list,
      int from,
      int to,
      float factor,
      float[] out,
      int outStart) {
    FloatVector a0 = zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    int whole = from + (to - from) / 4 * 4;
    for (int e = from; e < whole; e += 4) {
      int r0 = start + list[e] * stride;
      int r1 = start + list[e + 1] * stride;
      int r2 = start + list[e + 2] * stride;
      int r3 = start + list[e + 3] * stride;
      a0 = a0.add(fromArray(SPECIES, rows, r0));
      b0 = b0.add(fromArray(SPECIES, rows, r0 + LANES));
      a1 = a1.add(fromArray(SPECIES, rows, r1));
      b1 = b1.add(fromArray(SPECIES, rows, r1 + LANES));
      a2 = a2.add(fromArray(SPECIES, rows, r2));
      b2 = b2.add(fromArray(SPECIES, rows, r2 + LANES));
      a3 = a3.add(fromArray(SPECIES, rows, r3));
      b3 = b3.add(fromArray(SPECIES, rows, r3 + LANES));
    }
    for (int e = whole; e < to; e++) {
      int row = start + list[e] * stride;
      a0 = a0.add(fromArray(SPECIES, rows, row));
      b0 = b0.add(fromArray(SPECIES, rows, row + LANES));
    }
    FloatVector a = a0.add(a1).add(a2.add(a3)).mul(factor);
    FloatVector b = b0.add(b1).add(b2.add(b3)).mul(factor);
    fromArray(SPECIES, out, outStart).add(a).intoArray(out, outStart);
    fromArray(SPECIES, out, outStart + LANES).add(b).intoArray(out, outStart + LANES);
  }
}
