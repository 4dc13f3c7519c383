package org.dietsnn.gpu.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Room for what is computed from a piece at a step and not kept. */
final class Spare {
  private final int pieces;
  private final INDArray longest;
  private final INDArray last;

  /**
   * Room for any piece.
   *
   * @param array of {@link Slices#spareLength} elements
   * @param slices whose pieces they are
   */
  Spare(INDArray array, Slices slices) {
    this.pieces = slices.pieces();
    this.longest = array;
    this.last = Views.flat(array, 0, slices.at(pieces - 1, 0).length());
  }

  /** As many elements as a piece has. */
  INDArray at(int piece) {
    return piece == pieces - 1 ? last : longest;
  }
}
