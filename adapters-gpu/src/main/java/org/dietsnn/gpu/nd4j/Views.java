package org.dietsnn.gpu.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parts of a flat array seen in a shape of their own, without a copy. */
final class Views {
  private Views() {}

  /** Elements in a row. */
  static INDArray flat(INDArray array, long from, long length) {
    return rowMajor(array, from, length);
  }

  /** Elements in a shape, the last dimension varying fastest. */
  static INDArray rowMajor(INDArray array, long from, long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return Nd4j.create(array.data(), shape, strides, from, 'c');
  }

  /**
   * Rows as the columns of a matrix, which is how BLAS wants them.
   *
   * @param length of a row
   * @param count of rows
   */
  static INDArray columns(INDArray array, long from, long length, long count) {
    return Nd4j.create(array.data(), new long[] {length, count}, new long[] {1, length}, from, 'f');
  }
}
