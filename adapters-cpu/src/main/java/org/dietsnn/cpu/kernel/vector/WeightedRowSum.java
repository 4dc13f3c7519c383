package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** As {@link RowSum}, each row multiplied by a number of its own. */
final class WeightedRowSum {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private WeightedRowSum() {}

  static void add(
      float[] rows,
      int start,
      int stride,
      int[] list,
      float[] counts,
      int[] runs,
      int firstRun,
      int runCount,
      int width,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate) {
    int done = 0;
    while (width - done >= 8 * LANES) {
      eight(
          rows,
          start + done,
          stride,
          list,
          counts,
          runs,
          firstRun,
          runCount,
          factor,
          out,
          outStart + done,
          accumulate);
      done += 8 * LANES;
    }
    while (width - done >= 4 * LANES) {
      four(
          rows,
          start + done,
          stride,
          list,
          counts,
          runs,
          firstRun,
          runCount,
          factor,
          out,
          outStart + done,
          accumulate);
      done += 4 * LANES;
    }
    while (done < width) {
      one(
          rows,
          start + done,
          stride,
          list,
          counts,
          runs,
          firstRun,
          runCount,
          factor,
          out,
          outStart + done,
          accumulate);
      done += LANES;
    }
  }

  private static void eight(
      float[] rows,
      int first,
      int stride,
      int[] list,
      float[] counts,
      int[] runs,
      int firstRun,
      int runCount,
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
    int start = first + runs[firstRun];
    int end = runs[firstRun + 2];
    for (int e = runs[firstRun + 1]; e < end; e++) {
      int row = start + list[e] * stride;
      FloatVector x = broadcast(SPECIES, counts[e]);
      s0 = x.fma(fromArray(SPECIES, rows, row), s0);
      s1 = x.fma(fromArray(SPECIES, rows, row + LANES), s1);
      s2 = x.fma(fromArray(SPECIES, rows, row + 2 * LANES), s2);
      s3 = x.fma(fromArray(SPECIES, rows, row + 3 * LANES), s3);
      s4 = x.fma(fromArray(SPECIES, rows, row + 4 * LANES), s4);
      s5 = x.fma(fromArray(SPECIES, rows, row + 5 * LANES), s5);
      s6 = x.fma(fromArray(SPECIES, rows, row + 6 * LANES), s6);
      s7 = x.fma(fromArray(SPECIES, rows, row + 7 * LANES), s7);
    }
    if (runCount > 1) {
      start = first + runs[firstRun + 3];
      end = runs[firstRun + 5];
      for (int e = runs[firstRun + 4]; e < end; e++) {
        int row = start + list[e] * stride;
        FloatVector x = broadcast(SPECIES, counts[e]);
        s0 = x.fma(fromArray(SPECIES, rows, row), s0);
        s1 = x.fma(fromArray(SPECIES, rows, row + LANES), s1);
        s2 = x.fma(fromArray(SPECIES, rows, row + 2 * LANES), s2);
        s3 = x.fma(fromArray(SPECIES, rows, row + 3 * LANES), s3);
        s4 = x.fma(fromArray(SPECIES, rows, row + 4 * LANES), s4);
        s5 = x.fma(fromArray(SPECIES, rows, row + 5 * LANES), s5);
        s6 = x.fma(fromArray(SPECIES, rows, row + 6 * LANES), s6);
        s7 = x.fma(fromArray(SPECIES, rows, row + 7 * LANES), s7);
      }
    }
    if (runCount > 2) {
      start = first + runs[firstRun + 6];
      end = runs[firstRun + 8];
      for (int e = runs[firstRun + 7]; e < end; e++) {
        int row = start + list[e] * stride;
        FloatVector x = broadcast(SPECIES, counts[e]);
        s0 = x.fma(fromArray(SPECIES, rows, row), s0);
        s1 = x.fma(fromArray(SPECIES, rows, row + LANES), s1);
        s2 = x.fma(fromArray(SPECIES, rows, row + 2 * LANES), s2);
        s3 = x.fma(fromArray(SPECIES, rows, row + 3 * LANES), s3);
        s4 = x.fma(fromArray(SPECIES, rows, row + 4 * LANES), s4);
        s5 = x.fma(fromArray(SPECIES, rows, row + 5 * LANES), s5);
        s6 = x.fma(fromArray(SPECIES, rows, row + 6 * LANES), s6);
        s7 = x.fma(fromArray(SPECIES, rows, row + 7 * LANES), s7);
      }
    }
    RowSum.write(s0, factor, out, outStart, accumulate);
    RowSum.write(s1, factor, out, outStart + LANES, accumulate);
    RowSum.write(s2, factor, out, outStart + 2 * LANES, accumulate);
    RowSum.write(s3, factor, out, outStart + 3 * LANES, accumulate);
    RowSum.write(s4, factor, out, outStart + 4 * LANES, accumulate);
    RowSum.write(s5, factor, out, outStart + 5 * LANES, accumulate);
    RowSum.write(s6, factor, out, outStart + 6 * LANES, accumulate);
    RowSum.write(s7, factor, out, outStart + 7 * LANES, accumulate);
  }

  private static void four(
      float[] rows,
      int first,
      int stride,
      int[] list,
      float[] counts,
      int[] runs,
      int firstRun,
      int runCount,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate) {
    FloatVector s0 = zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int start = first + runs[firstRun];
    int end = runs[firstRun + 2];
    for (int e = runs[firstRun + 1]; e < end; e++) {
      int row = start + list[e] * stride;
      FloatVector x = broadcast(SPECIES, counts[e]);
      s0 = x.fma(fromArray(SPECIES, rows, row), s0);
      s1 = x.fma(fromArray(SPECIES, rows, row + LANES), s1);
      s2 = x.fma(fromArray(SPECIES, rows, row + 2 * LANES), s2);
      s3 = x.fma(fromArray(SPECIES, rows, row + 3 * LANES), s3);
    }
    if (runCount > 1) {
      start = first + runs[firstRun + 3];
      end = runs[firstRun + 5];
      for (int e = runs[firstRun + 4]; e < end; e++) {
        int row = start + list[e] * stride;
        FloatVector x = broadcast(SPECIES, counts[e]);
        s0 = x.fma(fromArray(SPECIES, rows, row), s0);
        s1 = x.fma(fromArray(SPECIES, rows, row + LANES), s1);
        s2 = x.fma(fromArray(SPECIES, rows, row + 2 * LANES), s2);
        s3 = x.fma(fromArray(SPECIES, rows, row + 3 * LANES), s3);
      }
    }
    if (runCount > 2) {
      start = first + runs[firstRun + 6];
      end = runs[firstRun + 8];
      for (int e = runs[firstRun + 7]; e < end; e++) {
        int row = start + list[e] * stride;
        FloatVector x = broadcast(SPECIES, counts[e]);
        s0 = x.fma(fromArray(SPECIES, rows, row), s0);
        s1 = x.fma(fromArray(SPECIES, rows, row + LANES), s1);
        s2 = x.fma(fromArray(SPECIES, rows, row + 2 * LANES), s2);
        s3 = x.fma(fromArray(SPECIES, rows, row + 3 * LANES), s3);
      }
    }
    RowSum.write(s0, factor, out, outStart, accumulate);
    RowSum.write(s1, factor, out, outStart + LANES, accumulate);
    RowSum.write(s2, factor, out, outStart + 2 * LANES, accumulate);
    RowSum.write(s3, factor, out, outStart + 3 * LANES, accumulate);
  }

  private static void one(
      float[] rows,
      int first,
      int stride,
      int[] list,
      float[] counts,
      int[] runs,
      int firstRun,
      int runCount,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate) {
    FloatVector s0 = zero(SPECIES);
    int start = first + runs[firstRun];
    int end = runs[firstRun + 2];
    for (int e = runs[firstRun + 1]; e < end; e++) {
      int row = start + list[e] * stride;
      FloatVector x = broadcast(SPECIES, counts[e]);
      s0 = x.fma(fromArray(SPECIES, rows, row), s0);
    }
    if (runCount > 1) {
      start = first + runs[firstRun + 3];
      end = runs[firstRun + 5];
      for (int e = runs[firstRun + 4]; e < end; e++) {
        int row = start + list[e] * stride;
        FloatVector x = broadcast(SPECIES, counts[e]);
        s0 = x.fma(fromArray(SPECIES, rows, row), s0);
      }
    }
    if (runCount > 2) {
      start = first + runs[firstRun + 6];
      end = runs[firstRun + 8];
      for (int e = runs[firstRun + 7]; e < end; e++) {
        int row = start + list[e] * stride;
        FloatVector x = broadcast(SPECIES, counts[e]);
        s0 = x.fma(fromArray(SPECIES, rows, row), s0);
      }
    }
    RowSum.write(s0, factor, out, outStart, accumulate);
  }
}
