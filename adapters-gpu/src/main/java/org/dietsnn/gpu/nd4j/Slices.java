package org.dietsnn.gpu.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A flat array that holds as many elements for each time step, cut so that what a few operations in
 * a row touch stays in the cache of a processor: views of a piece at a time step.
 */
final class Slices {
  /**
   * Elements of a piece. Short enough for the cache, long enough that an operation takes longer
   * than calling it.
   */
  private static final long LONGEST = 1 << 18;

  private final INDArray[][] views;

  /**
   * Cuts.
   *
   * @param array elements of all steps, step by step
   */
  Slices(INDArray array, int steps) {
    long length = array.length() / steps;
    int pieces = Math.toIntExact((length + LONGEST - 1) / LONGEST);
    views = new INDArray[pieces][steps];
    for (int piece = 0; piece < pieces; piece++) {
      long from = piece * LONGEST;
      long size = Math.min(LONGEST, length - from);
      for (int t = 0; t < steps; t++) {
        views[piece][t] = Views.flat(array, t * length + from, size);
      }
    }
  }

  /** The length of the array that {@link Spare} needs for steps of this length. */
  static long spareLength(long stepLength) {
    return Math.min(LONGEST, stepLength);
  }

  int pieces() {
    return views.length;
  }

  INDArray at(int piece, int t) {
    return views[piece][t];
  }
}
