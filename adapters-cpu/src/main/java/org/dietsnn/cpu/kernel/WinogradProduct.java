package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * 3x3 convolutions of stride 1 by tiles of 4x4 results, see {@link WinogradTile}. The sums differ
 * from those of {@link PatchProduct} by rounding; each result depends on its own tile alone, so not
 * on how the work is cut. A tile that reaches over the edge is filled up with zeros.
 */
final class WinogradProduct {
  private static final int POINTS = WinogradTile.POINTS;
  private static final int IN = WinogradTile.IN;
  private static final int OUT = WinogradTile.OUT;

  /**
   * Tiles that are held at a time, and fill several tiles of registers: the transformed weights,
   * which are too many for a near cache, are fetched once for all of them.
   */
  static final int TILES = 36;

  /** What every JVM lets an array have. */
  private static final long MOST_FLOATS = Integer.MAX_VALUE - 8;

  /** Floats of transformed input that are held where channels are few. */
  private static final int HELD = 1 << 17;

  private final FloatKernels kernels;
  private final WinogradTile transform;
  private final WinogradTiling tiling;
  private final int depth;
  private final int columns;
  private final int block;
  private final int tile;
  private final int rows;
  private final int[] offset;

  private WinogradProduct(FloatKernels kernels, WinogradTiling tiling, int depth, int columns) {
    this.kernels = kernels;
    this.transform = new WinogradTile(kernels);
    this.tiling = tiling;
    this.depth = depth;
    this.columns = columns;
    this.block = kernels.blockColumns(columns);
    this.tile = kernels.tileColumns(columns);
    int tileRows = kernels.tileRows();
    this.rows = Math.max(TILES, HELD / (POINTS * depth)) / tileRows * tileRows;
    this.offset = new int[rows];
    Arrays.setAll(offset, i -> i * depth);
  }

  /**
   * A product with a result of this size, or null where tiles do not apply or do not pay, or an
   * array cannot hold their weights.
   *
   * @param depth channels of the input
   * @param columns channels of the result
   */
  static WinogradProduct of(
      FloatKernels kernels, ConvGeometry g, int height, int width, int depth, int columns) {
    if (!WinogradTiling.pays(g, height, width)) {
      return null;
    }
    WinogradProduct product =
        new WinogradProduct(kernels, new WinogradTiling(height, width), depth, columns);
    long floats = PackedWeights.ALIGNED + (long) product.blocks() * POINTS * product.weightPoint();
    return floats <= MOST_FLOATS ? product : null;
  }

  int blocks() {
    return (columns + block - 1) / block;
  }

  /** Floats of the transformed weights {@code [block][point][depth][blockColumns]}. */
  int packedLength(int blockCount) {
    return PackedWeights.ALIGNED + blockCount * POINTS * weightPoint();
  }

  private int weightPoint() {
    return WinogradTile.apart(depth * block);
  }

  private int inputPoint() {
    return WinogradTile.apart(rows * depth);
  }

  private int productPoint() {
    return WinogradTile.apart(rows * block);
  }

  /** Floats of per-thread scratch. */
  int scratchLength() {
    return edge() + Math.max(IN * IN * depth, OUT * OUT * block);
  }

  /** Where the products begin: after the transformed inputs. */
  private int products() {
    return PackedWeights.ALIGNED + POINTS * inputPoint();
  }

  private int between() {
    return products() + POINTS * productPoint();
  }

  private int edge() {
    return between() + WinogradTile.scratchLength();
  }

  /**
   * Transforms a block of weights.
   *
   * @param taps {@code [ky][kx][depth][blockColumns]}
   * @param start first tap of the block
   * @param place which block of the packed ones
   * @param packed modified in that block
   * @param scratch modified from {@code own} on, {@link WinogradTile#scratchLength} floats
   */
  void transformWeights(
      float[] taps, int start, int place, float[] packed, float[] scratch, int own) {
    int plane = depth * block;
    int target = PackedWeights.ALIGNED + place * POINTS * weightPoint();
    transform.weights(plane, taps, start, plane, packed, target, weightPoint(), scratch, own);
  }

  /** {@code c (=|+=) conv(a)} for padded images and the blocks {@code [from, to)}; modifies c. */
  void multiply(
      int images,
      float[] a,
      int aStart,
      PackedBlocks packed,
      int from,
      int to,
      float[] c,
      int cStart,
      boolean accumulate,
      float[] scratch) {
    int all = images * tiling.tiles();
    for (int first = 0; first < all; first += rows) {
      int count = Math.min(rows, all - first);
      for (int i = 0; i < count; i++) {
        tiling.input(
            transform,
            first + i,
            depth,
            a,
            aStart,
            scratch,
            PackedWeights.ALIGNED + i * depth,
            inputPoint(),
            scratch,
            between(),
            edge());
      }
      for (int number = from; number < to; number++) {
        products(count, packed, number, scratch);
        results(first, count, number, c, cStart, accumulate, scratch);
      }
    }
  }

  /** The products of the tiles that are held with one block of weights, point by point. */
  private void products(int count, PackedBlocks packed, int number, float[] scratch) {
    int place = number - packed.first();
    int tileRows = kernels.tileRows();
    int padded = (count + tileRows - 1) / tileRows * tileRows;
    for (int point = 0; point < POINTS; point++) {
      int a = PackedWeights.ALIGNED + point * inputPoint();
      int b = PackedWeights.ALIGNED + (place * POINTS + point) * weightPoint();
      int c = products() + point * productPoint();
      Arrays.fill(scratch, c, c + padded * block, 0f);
      for (int column = 0; column < block; column += tile) {
        for (int row = 0; row < padded; row += tileRows) {
          kernels.multiplyTile(
              depth,
              tile,
              scratch,
              offset,
              row,
              a,
              packed.values(),
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
    for (int i = 0; i < count; i++) {
      int m = products() + i * block;
      int pixel = cStart + tiling.firstPixel(first + i) * columns + number * block;
      int height = tiling.height(first + i);
      int width = tiling.width(first + i);
      if (height == OUT && width == OUT) {
        transform.output(
            valid,
            scratch,
            m,
            productPoint(),
            c,
            pixel,
            columns,
            tiling.widthOut() * columns,
            accumulate,
            scratch,
            between());
        continue;
      }
      transform.output(
          valid,
          scratch,
          m,
          productPoint(),
          scratch,
          edge(),
          block,
          OUT * block,
          false,
          scratch,
          between());
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int result = edge() + (y * OUT + x) * block;
          int target = pixel + (y * tiling.widthOut() + x) * columns;
          kernels.put(valid, scratch, result, c, target, accumulate);
        }
      }
    }
  }
}
