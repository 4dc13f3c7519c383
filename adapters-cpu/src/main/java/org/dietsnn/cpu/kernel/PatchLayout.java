package org.dietsnn.cpu.kernel;

/**
 * How the left operand of a convolution lies in memory: each output pixel (row of the product)
 * reads {@code segments} runs of {@code segmentLength} contiguous floats, {@code segmentShift}
 * apart. With channels last, the taps of one kernel row and all their channels are one such run.
 *
 * @param segments runs per row
 * @param segmentLength floats per run
 * @param segmentShift distance of two runs
 * @param rowsPerImage output pixels per image
 * @param imageLength floats per image
 * @param offset where the first run of each row starts, for as many images as there may be at once
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never modified, read in inner loops.
record PatchLayout(
    int segments,
    int segmentLength,
    int segmentShift,
    int rowsPerImage,
    int imageLength,
    int[] offset) {

  /**
   * Windows of {@code kernelHeight x kernelWidth} pixels sliding with {@code stride} over images of
   * {@code height x width x channels}.
   */
  static PatchLayout windows(
      int images,
      int height,
      int width,
      int channels,
      int kernelHeight,
      int kernelWidth,
      int stride) {
    int rows = (height - kernelHeight) / stride + 1;
    int columns = (width - kernelWidth) / stride + 1;
    int imageLength = height * width * channels;
    int[] offset = new int[images * rows * columns];
    for (int i = 0; i < offset.length; i++) {
      int x = i % columns;
      int y = i / columns % rows;
      int image = i / columns / rows;
      offset[i] = image * imageLength + (y * width + x) * stride * channels;
    }
    boolean oneRun = kernelWidth == width || kernelHeight == 1;
    int run = kernelWidth * channels;
    return oneRun
        ? new PatchLayout(1, kernelHeight * run, 0, rows * columns, imageLength, offset)
        : new PatchLayout(kernelHeight, run, width * channels, rows * columns, imageLength, offset);
  }

  /** Floats that one row reads. */
  int depth() {
    return segments * segmentLength;
  }
}
