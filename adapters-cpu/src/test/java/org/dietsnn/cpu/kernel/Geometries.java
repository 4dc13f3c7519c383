package org.dietsnn.cpu.kernel;

/** Shapes of synapses in short. */
final class Geometries {
  private Geometries() {}

  /** A square convolution without pooling. */
  static ConvGeometry conv(
      int channelsIn, int height, int width, int channelsOut, int kernel, int stride, int padding) {
    return new ConvGeometry(
        channelsIn, height, width, 1, channelsOut, kernel, kernel, stride, padding);
  }

  /** A dense synapse from every element of a source image. */
  static ConvGeometry dense(int channelsIn, int height, int width, int outputs) {
    return pooledDense(channelsIn, height, width, 1, outputs);
  }

  /** A dense synapse from an average-pooled source image. */
  static ConvGeometry pooledDense(int channelsIn, int height, int width, int pool, int outputs) {
    return new ConvGeometry(
        channelsIn, height, width, pool, outputs, height / pool, width / pool, 1, 0);
  }
}
