package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Between arrays on the host, in canonical order {@code [channel][row][column]} per frame, and flat
 * arrays on the device, where a frame is {@code [row][column][channel]}: a pixel's channels side by
 * side, which is what oneDNN and cuDNN take without a copy.
 */
final class Layout {
  private Layout() {}

  /** Frames as the device has them. */
  static float[] channelsLast(Shape shape, float[] canonical) {
    int pixels = shape.height() * shape.width();
    return transposed(canonical, shape.channels(), pixels);
  }

  /** Frames in canonical order. */
  static float[] canonical(Shape shape, float[] channelsLast) {
    int pixels = shape.height() * shape.width();
    return transposed(channelsLast, pixels, shape.channels());
  }

  /** Matrices {@code [rows][columns]} one after the other, each transposed. */
  private static float[] transposed(float[] matrices, int rows, int columns) {
    if (rows == 1 || columns == 1) {
      return matrices;
    }
    float[] result = new float[matrices.length];
    int size = rows * columns;
    for (int start = 0; start < matrices.length; start += size) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          result[start + c * rows + r] = matrices[start + r * columns + c];
        }
      }
    }
    return result;
  }

  /** Copies values from the host to a flat array of as many elements. */
  static void upload(float[] values, INDArray array) {
    try (INDArray staged = Nd4j.createFromArray(values)) {
      array.assign(staged);
    }
  }

  /** The elements of a flat array, copied to the host. */
  static float[] download(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    array.data().asNioFloat().get(values);
    return values;
  }
}
