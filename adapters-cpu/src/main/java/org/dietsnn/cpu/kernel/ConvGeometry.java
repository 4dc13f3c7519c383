package org.dietsnn.cpu.kernel;

/**
 * Shapes of one synapse: average pooling of the source (window and stride {@code pool}, flooring),
 * then a convolution. A dense synapse is the convolution whose kernel covers the whole pooled
 * source, so that its weights keep PyTorch's order (flattened channels first) while activity is
 * channels-last.
 *
 * @param channelsIn channels of the source
 * @param sourceHeight height of the source before pooling
 * @param sourceWidth width of the source before pooling
 * @param pool window of the average pooling, 1 for none
 * @param channelsOut channels of the result
 * @param kernelHeight height of the kernel
 * @param kernelWidth width of the kernel
 * @param stride step of the kernel in both directions
 * @param padding zeros on each of the four sides of the pooled source
 */
public record ConvGeometry(
    int channelsIn,
    int sourceHeight,
    int sourceWidth,
    int pool,
    int channelsOut,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int padding) {

  /** Checks that the result has at least one pixel. */
  public ConvGeometry {
    positive(channelsIn, "channelsIn");
    positive(sourceHeight, "sourceHeight");
    positive(sourceWidth, "sourceWidth");
    positive(pool, "pool");
    positive(channelsOut, "channelsOut");
    positive(kernelHeight, "kernelHeight");
    positive(kernelWidth, "kernelWidth");
    positive(stride, "stride");
    if (padding < 0) {
      throw new IllegalArgumentException("padding must not be negative, found " + padding);
    }
    int height = sourceHeight / pool;
    int width = sourceWidth / pool;
    if (height < 1
        || width < 1
        || height + 2 * padding < kernelHeight
        || width + 2 * padding < kernelWidth) {
      throw new IllegalArgumentException(
          String.format(
              "kernel %dx%d does not fit: source %dx%d, pool %d, padding %d",
              kernelHeight, kernelWidth, sourceHeight, sourceWidth, pool, padding));
    }
  }

  /** Height after pooling. */
  public int heightIn() {
    return sourceHeight / pool;
  }

  /** Width after pooling. */
  public int widthIn() {
    return sourceWidth / pool;
  }

  /** Height of the result. */
  public int heightOut() {
    return (heightIn() + 2 * padding - kernelHeight) / stride + 1;
  }

  /** Width of the result. */
  public int widthOut() {
    return (widthIn() + 2 * padding - kernelWidth) / stride + 1;
  }

  /** Elements of one source image. */
  public int sourceLength() {
    return sourceHeight * sourceWidth * channelsIn;
  }

  /** Elements of one pooled source image. */
  public int pooledLength() {
    return heightIn() * widthIn() * channelsIn;
  }

  /** Elements of one result image. */
  public int outLength() {
    return heightOut() * widthOut() * channelsOut;
  }

  /** Weights that contribute to one output: {@code kernelHeight * kernelWidth * channelsIn}. */
  public int fanIn() {
    return kernelHeight * kernelWidth * channelsIn;
  }

  /** Number of weights. */
  public int weightLength() {
    return channelsOut * fanIn();
  }

  /** Whether the kernel covers the whole pooled source, so that there is one output pixel. */
  public boolean isDense() {
    return padding == 0 && heightIn() == kernelHeight && widthIn() == kernelWidth;
  }

  private static void positive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, found " + value);
    }
  }
}
