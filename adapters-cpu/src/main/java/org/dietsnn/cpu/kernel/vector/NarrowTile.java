package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile of 6 rows by 1 vector, for matrices that have no more columns than that; else as {@link
 * WideTile}.
 */
final class NarrowTile {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private NarrowTile() {}

  static void multiply(
      int depth,
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
    final int a0 = offset[first] + shift;
    final int a1 = offset[first + 1] + shift;
    final int a2 = offset[first + 2] + shift;
    final int a3 = offset[first + 3] + shift;
    final int a4 = offset[first + 4] + shift;
    final int a5 = offset[first + 5] + shift;
    final int c0 = cStart;
    final int c1 = c0 + cStride;
    final int c2 = c1 + cStride;
    final int c3 = c2 + cStride;
    final int c4 = c3 + cStride;
    final int c5 = c4 + cStride;
    FloatVector v0 = fromArray(SPECIES, c, c0);
    FloatVector v1 = fromArray(SPECIES, c, c1);
    FloatVector v2 = fromArray(SPECIES, c, c2);
    FloatVector v3 = fromArray(SPECIES, c, c3);
    FloatVector v4 = fromArray(SPECIES, c, c4);
    FloatVector v5 = fromArray(SPECIES, c, c5);
    for (int i = 0; i < depth; i++) {
      FloatVector b0 = fromArray(SPECIES, b, bStart + i * bStride);
      FloatVector x = broadcast(SPECIES, a[a0 + i]);
      v0 = x.fma(b0, v0);
      x = broadcast(SPECIES, a[a1 + i]);
      v1 = x.fma(b0, v1);
      x = broadcast(SPECIES, a[a2 + i]);
      v2 = x.fma(b0, v2);
      x = broadcast(SPECIES, a[a3 + i]);
      v3 = x.fma(b0, v3);
      x = broadcast(SPECIES, a[a4 + i]);
      v4 = x.fma(b0, v4);
      x = broadcast(SPECIES, a[a5 + i]);
      v5 = x.fma(b0, v5);
    }
    v0.intoArray(c, c0);
    v1.intoArray(c, c1);
    v2.intoArray(c, c2);
    v3.intoArray(c, c3);
    v4.intoArray(c, c4);
    v5.intoArray(c, c5);
  }

  static void outer(
      int depth,
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
    final int c0 = cStart;
    final int c1 = c0 + cStride;
    final int c2 = c1 + cStride;
    final int c3 = c2 + cStride;
    final int c4 = c3 + cStride;
    final int c5 = c4 + cStride;
    FloatVector v0 = fromArray(SPECIES, c, c0);
    FloatVector v1 = fromArray(SPECIES, c, c1);
    FloatVector v2 = fromArray(SPECIES, c, c2);
    FloatVector v3 = fromArray(SPECIES, c, c3);
    FloatVector v4 = fromArray(SPECIES, c, c4);
    FloatVector v5 = fromArray(SPECIES, c, c5);
    for (int p = 0; p < depth; p++) {
      int at = offset[first + p] + shift;
      FloatVector b0 = fromArray(SPECIES, b, bStart + p * bStride);
      FloatVector x = broadcast(SPECIES, a[at]);
      v0 = x.fma(b0, v0);
      x = broadcast(SPECIES, a[at + 1]);
      v1 = x.fma(b0, v1);
      x = broadcast(SPECIES, a[at + 2]);
      v2 = x.fma(b0, v2);
      x = broadcast(SPECIES, a[at + 3]);
      v3 = x.fma(b0, v3);
      x = broadcast(SPECIES, a[at + 4]);
      v4 = x.fma(b0, v4);
      x = broadcast(SPECIES, a[at + 5]);
      v5 = x.fma(b0, v5);
    }
    v0.intoArray(c, c0);
    v1.intoArray(c, c1);
    v2.intoArray(c, c2);
    v3.intoArray(c, c3);
    v4.intoArray(c, c4);
    v5.intoArray(c, c5);
  }
}
