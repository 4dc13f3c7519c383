package org.dietsnn.cpu.kernel;

/** The definition of a synapse, one multiplication at a time in double precision. */
final class NaiveConvolution {

  /** Called for each product of the convolution with the indices of its three operands. */
  private interface Product {
    void of(int out, int weight, int in);
  }

  private final ConvGeometry g;
  private final int images;

  NaiveConvolution(ConvGeometry geometry, int images) {
    this.g = geometry;
    this.images = images;
  }

  double[] forward(float[] source, float[] weights) {
    double[] pooled = pooled(source);
    double[] out = new double[images * g.outLength()];
    eachProduct((o, w, i) -> out[o] += weights[w] * pooled[i]);
    return out;
  }

  double[] weightGradient(float[] source, float[] outGradient) {
    double[] pooled = pooled(source);
    double[] gradient = new double[g.weightLength()];
    eachProduct((o, w, i) -> gradient[w] += outGradient[o] * pooled[i]);
    return gradient;
  }

  double[] sourceGradient(float[] weights, float[] outGradient) {
    double[] pooled = new double[images * g.pooledLength()];
    eachProduct((o, w, i) -> pooled[i] += (double) outGradient[o] * weights[w]);
    double[] gradient = new double[images * g.sourceLength()];
    for (int i = 0; i < gradient.length; i++) {
      int target = pooledIndex(i);
      gradient[i] = target < 0 ? 0 : pooled[target] / (g.pool() * g.pool());
    }
    return gradient;
  }

  private double[] pooled(float[] source) {
    double[] pooled = new double[images * g.pooledLength()];
    for (int i = 0; i < images * g.sourceLength(); i++) {
      int target = pooledIndex(i);
      if (target >= 0) {
        pooled[target] += source[i] / (double) (g.pool() * g.pool());
      }
    }
    return pooled;
  }

  private int pooledIndex(int i) {
    int c = i % g.channelsIn();
    int x = i / g.channelsIn() % g.sourceWidth() / g.pool();
    int y = i / g.channelsIn() / g.sourceWidth() % g.sourceHeight() / g.pool();
    int image = i / g.sourceLength();
    boolean covered = x < g.widthIn() && y < g.heightIn();
    return covered ? ((image * g.heightIn() + y) * g.widthIn() + x) * g.channelsIn() + c : -1;
  }

  private void eachProduct(Product product) {
    for (int o = 0; o < images * g.outLength(); o++) {
      int co = o % g.channelsOut();
      int outX = o / g.channelsOut() % g.widthOut();
      int outY = o / g.channelsOut() / g.widthOut() % g.heightOut();
      int image = o / g.outLength();
      for (int k = 0; k < g.fanIn(); k++) {
        int kx = k % g.kernelWidth();
        int ky = k / g.kernelWidth() % g.kernelHeight();
        int ci = k / g.kernelWidth() / g.kernelHeight();
        int x = outX * g.stride() - g.padding() + kx;
        int y = outY * g.stride() - g.padding() + ky;
        if (x >= 0 && x < g.widthIn() && y >= 0 && y < g.heightIn()) {
          int in = ((image * g.heightIn() + y) * g.widthIn() + x) * g.channelsIn() + ci;
          product.of(o, co * g.fanIn() + k, in);
        }
      }
    }
  }
}
