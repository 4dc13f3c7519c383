package org.dietsnn.benchmarks.torch;

import org.bytedeco.pytorch.Tensor;

/**
 * A flat tensor of all time steps, cut by step and, within a step, into pieces that stay in a
 * core's cache while all steps of the same neurons are worked on.
 *
 * @param flat one dimension, the steps one after the other
 * @param steps number of time steps in it
 */
record Slices(Tensor flat, int steps) {
  /** Elements of a piece: 1 MiB, half of it for each of two threads. */
  private static final long PIECE = 1 << 18;

  /** What is done to a piece of every step. */
  interface Piece {
    void run(long from, long length);
  }

  /** Elements of one step. */
  long size() {
    return flat.numel() / steps;
  }

  /** A piece of one step; a view. */
  Tensor at(int step, long from, long length) {
    return flat.narrow(0, step * size() + from, length);
  }

  /** From one step up to another, exclusive, in one piece; a view. */
  Tensor range(int from, int to) {
    return flat.narrow(0, from * size(), (to - from) * size());
  }

  /** The length of the longest piece of so many elements. */
  static long pieceLength(long elements) {
    return Math.min(PIECE, elements);
  }

  /** Goes through all pieces of a step of so many elements. */
  static void forEachPiece(long elements, Piece piece) {
    for (long from = 0; from < elements; from += PIECE) {
      piece.run(from, Math.min(PIECE, elements - from));
    }
  }
}
