package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * 3x3 convolutions of stride 1 by Winograd's F(2x2, 3x3): a tile of 2x2 results takes 16
 * multiplications per pair of channels instead of 36. Source: Lavin and Gray, "Fast Algorithms for
 * Convolutional Neural Networks", 2015. The sums differ from those of {@link PatchProduct} by
 * rounding; each result depends on its own tile alone, so not on how the work is cut.
 */
final class WinogradProduct {
  /** Products per tile and pair of channels. */
  private static final int POINTS = 16;

  /** Floats of transformed input that are held at a time: most of a second-level cache. */
  private static final int HELD = 1 << 17;

  /** Channels on either side from which on tiles save more than their transforms cost. */
  private static final int LEAST_CHANNELS = 32;

  private final FloatKernels kernels;
  private final int heightOut;
  private final int widthOut;
  private final int depth;
  private final int columns;
  private final int block;
  private final int tile;
  private final int rows;
  private final int[] offset;

  /**
   * Prepares a product.
   *
   * @param heightOut height of the result, even; the padded input has two rows more
   * @param widthOut width of the result, even
   * @param depth channels of the input
   * @param columns channels of the result
   */
  private WinogradProduct(
      FloatKernels kernels, int heightOut, int widthOut, int depth, int columns) {
    this.kernels = kernels;
    this.heightOut = heightOut;
    this.widthOut = widthOut;
    this.depth = depth;
    this.columns = columns;
    this.block = kernels.blockColumns(columns);
    this.tile = kernels.tileColumns(columns);
    int tileRows = kernels.tileRows();
    this.rows = Math.max(1, HELD / (POINTS * depth) / tileRows) * tileRows;
    this.offset = new int[rows];
    Arrays.setAll(offset, i -> i * depth);
  }

  /**
   * A product with a result of this size, or null where it does not apply or does not pay: kernel,
   * stride, an odd size, or few channels.
   */
  static WinogradProduct of(
      FloatKernels kernels, ConvGeometry g, int height, int width, int depth, int columns) {
    boolean applies =
        g.kernelHeight() == 3
            && g.kernelWidth() == 3
            && g.stride() == 1
            && height % 2 == 0
            && width % 2 == 0;
    boolean pays = Math.min(depth, columns) >= LEAST_CHANNELS;
    return applies && pays ? new WinogradProduct(kernels, height, width, depth, columns) : null;
  }

  int blocks() {
    return (columns + block - 1) / block;
  }

  /** Floats of the transformed weights {@code [block][point][depth][blockColumns]}. */
  int packedLength() {
    return blocks() * POINTS * depth * block;
  }

  /** Floats of per-thread scratch. */
  int scratchLength() {
    return POINTS * rows * (depth + block);
  }

  /**
   * Transforms a block of weights.
   *
   * @param taps {@code [ky][kx][depth][blockColumns]}
   * @param start first tap of the block
   * @param number which block
   * @param packed modified in that block
   */
  void transformWeights(float[] taps, int start, int number, float[] packed) {
    int plane = depth * block;
    int target = number * POINTS * plane;
    kernels.winogradWeights(plane, taps, start, packed, target);
  }

  /** {@code c (=|+=) conv(a)} for padded images and the blocks {@code [from, to)}; modifies c. */
  void multiply(
      int images,
      float[] a,
      int aStart,
      float[] packed,
      int from,
      int to,
      float[] c,
      int cStart,
      boolean accumulate,
      float[] scratch) {
    int tilesAcross = widthOut / 2;
    int tilesPerImage = heightOut / 2 * tilesAcross;
    int imageLength = (heightOut + 2) * (widthOut + 2) * depth;
    int all = images * tilesPerImage;
    for (int first = 0; first < all; first += rows) {
      int count = Math.min(rows, all - first);
      for (int i = 0; i < count; i++) {
        int number = first + i;
        int inImage = number % tilesPerImage;
        int y = inImage / tilesAcross * 2;
        int x = inImage % tilesAcross * 2;
        int source = aStart + number / tilesPerImage * imageLength;
        kernels.winogradInput(
            depth,
            a,
            source + (y * (widthOut + 2) + x) * depth,
            (widthOut + 2) * depth,
            scratch,
            i * depth,
            rows * depth);
      }
      for (int number = from; number < to; number++) {
        products(count, packed, number, scratch);
        results(first, count, number, c, cStart, accumulate, scratch);
      }
    }
  }

  /** The 16 products of the tiles that are held with one block of weights. */
  private void products(int count, float[] packed, int number, float[] scratch) {
    int tileRows = kernels.tileRows();
    int products = POINTS * rows * depth;
    int padded = (count + tileRows - 1) / tileRows * tileRows;
    for (int point = 0; point < POINTS; point++) {
      int b = (number * POINTS + point) * depth * block;
      int c = products + point * rows * block;
      Arrays.fill(scratch, c, c + padded * block, 0f);
      for (int column = 0; column < block; column += tile) {
        for (int row = 0; row < padded; row += tileRows) {
          kernels.multiplyTile(
              depth,
              tile,
              scratch,
              offset,
              row,
              point * rows * depth,
              packed,
              b + column,
              block,
              scratch,
              c + row * block + column,
              block);
        }
      }
    }
  }

  private void results(
      int first,
      int count,
      int number,
      float[] c,
      int cStart,
      boolean accumulate,
      float[] scratch) {
    int valid = Math.min(block, columns - number * block);
    int tilesAcross = widthOut / 2;
    int tilesPerImage = heightOut / 2 * tilesAcross;
    int products = POINTS * rows * depth;
    for (int i = 0; i < count; i++) {
      int tileNumber = first + i;
      int inImage = tileNumber % tilesPerImage;
      int y = inImage / tilesAcross * 2;
      int x = inImage % tilesAcross * 2;
      int pixel = tileNumber / tilesPerImage * heightOut * widthOut + y * widthOut + x;
      kernels.winogradOutput(
          valid,
          scratch,
          products + i * block,
          rows * block,
          c,
          cStart + pixel * columns + number * block,
          columns,
          widthOut * columns,
          accumulate);
    }
  }
}
