package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * The weight gradient of a 3x3 convolution of stride 1 by tiles of 4x4 results, the adjoint of
 * {@link WinogradProduct} with respect to the weights: point by point the sum over tiles of
 * transformed input times transformed gradient, transformed back once for many tiles. 36 instead of
 * 144 multiplications per tile and pair of channels.
 *
 * <p>Some images at a time: {@link #inputs} and {@link #gradients} transform what threads share,
 * then each unit of {@link #add} sums a part of the weights that no other touches. Immutable.
 */
public final class WinogradWeightGradient {
  private static final int POINTS = WinogradTile.POINTS;
  private static final int FIRST = PackedWeights.ALIGNED;

  /**
   * Floats of transformed inputs and gradients that are held at a time, unless one image has more.
   */
  private static final int HELD = 1 << 21;

  /** Most floats that are held for one image; beyond, tiles are not used. */
  private static final int MOST = 1 << 24;

  /** Input channels of a unit: several tiles of rows. */
  private static final int STRIP = 48;

  private final FloatKernels kernels;
  private final WinogradTile transform;
  private final WinogradTiling tiling;
  private final int depth;
  private final int columns;
  private final int paddedDepth;
  private final int depthStride;
  private final int columnStride;
  private final int block;
  private final int tile;
  private final int strip;
  private final int images;
  private final int[] offset;

  private WinogradWeightGradient(
      FloatKernels kernels, WinogradTiling tiling, int depth, int columns) {
    this.kernels = kernels;
    this.transform = new WinogradTile(kernels);
    this.tiling = tiling;
    this.depth = depth;
    this.columns = columns;
    this.block = kernels.blockColumns(columns);
    this.tile = kernels.tileColumns(columns);
    int tileRows = kernels.tileRows();
    this.strip = Math.max(1, STRIP / tileRows) * tileRows;
    this.paddedDepth = (depth + tileRows - 1) / tileRows * tileRows;
    this.depthStride = WinogradTile.apart(paddedDepth);
    this.columnStride = WinogradTile.apart(blocks() * block);
    this.images = Math.max(1, HELD / (POINTS * tiling.tiles() * (depthStride + columnStride)));
    this.offset = new int[tiles()];
    Arrays.setAll(offset, i -> i * depthStride);
  }

  /** The weight gradient of a synapse, or null where tiles do not apply or do not pay. */
  public static WinogradWeightGradient of(FloatKernels kernels, ConvGeometry g) {
    if (!WinogradTiling.pays(g, g.heightOut(), g.widthOut())) {
      return null;
    }
    WinogradTiling tiling = new WinogradTiling(g.heightOut(), g.widthOut());
    long held = (long) POINTS * tiling.tiles() * (g.channelsIn() + g.channelsOut());
    return held > MOST
        ? null
        : new WinogradWeightGradient(kernels, tiling, g.channelsIn(), g.channelsOut());
  }

  /** Images of a round. */
  public int images() {
    return images;
  }

  private int tiles() {
    return images * tiling.tiles();
  }

  private int inputPoint() {
    return WinogradTile.apart(tiles() * depthStride);
  }

  private int gradientPoint() {
    return WinogradTile.apart(tiles() * columnStride);
  }

  private int productPoint() {
    return WinogradTile.apart(strip * block);
  }

  /** Floats for {@link #inputs} of a round. */
  public int inputsLength() {
    return FIRST + POINTS * inputPoint();
  }

  /** Floats for {@link #gradients} of a round. */
  public int gradientsLength() {
    return FIRST + POINTS * gradientPoint();
  }

  /** Disjoint parts of the weights. */
  public int units() {
    return blocks() * strips();
  }

  private int blocks() {
    return (columns + block - 1) / block;
  }

  private int strips() {
    return (depth + strip - 1) / strip;
  }

  /** What of the scratch is free while tiles are transformed. */
  private static int afterTransform() {
    return FIRST + WinogradTile.scratchLength();
  }

  /** Floats of per-thread scratch. */
  public int scratchLength() {
    int edges = WinogradTile.IN * WinogradTile.IN * Math.max(depth, columns);
    return afterTransform() + Math.max(edges, POINTS * productPoint());
  }

  /**
   * Transforms the inputs of some images of a round.
   *
   * @param position of the first of them in the round
   * @param count how many
   * @param staged pooled and padded images, see {@link Convolution#stage}
   * @param start their first element
   * @param inputs {@link #inputsLength} floats; modified at the tiles of these images
   * @param scratch {@link #scratchLength} floats; modified
   */
  public void inputs(
      int position, int count, float[] staged, int start, float[] inputs, float[] scratch) {
    int edges = afterTransform();
    int all = count * tiling.tiles();
    int first = position * tiling.tiles();
    for (int i = 0; i < all; i++) {
      int target = FIRST + (first + i) * depthStride;
      int point = inputPoint();
      tiling.input(
          transform, i, depth, staged, start, inputs, target, point, scratch, FIRST, edges);
    }
  }

  /**
   * Transforms the gradients of the outputs of some images of a round.
   *
   * @param dOut {@code [count][heightOut][widthOut][cOut]}
   * @param start its first element
   * @param gradients {@link #gradientsLength} floats; modified at the tiles of these images
   */
  public void gradients(
      int position, int count, float[] dOut, int start, float[] gradients, float[] scratch) {
    int edges = afterTransform();
    int all = count * tiling.tiles();
    int first = position * tiling.tiles();
    for (int i = 0; i < all; i++) {
      int target = FIRST + (first + i) * columnStride;
      int point = gradientPoint();
      tiling.outputGradient(
          transform, i, columns, columns, dOut, start, gradients, target, point, scratch, FIRST,
          edges);
      for (int p = 0; p < POINTS; p++) {
        int row = target + p * point;
        Arrays.fill(gradients, row + columns, row + blocks() * block, 0f);
      }
    }
  }

  /**
   * Adds the sum over the images of a round to a part of the packed weight gradient.
   *
   * @param unit which part, below {@link #units}
   * @param count images in the round
   * @param inputs from {@link #inputs}
   * @param gradients from {@link #gradients}
   * @param packed as {@link Convolution#packWeights} has the weights; modified
   * @param scratch {@link #scratchLength} floats; modified
   */
  public void add(
      int unit,
      int count,
      float[] inputs,
      float[] gradients,
      PackedWeights packed,
      float[] scratch) {
    int number = unit / strips();
    int firstRow = unit % strips() * strip;
    int tileRows = kernels.tileRows();
    int rows = Math.min(strip, paddedDepth - firstRow);
    int valid = Math.min(strip, depth - firstRow);
    int products = afterTransform();
    int all = count * tiling.tiles();
    Arrays.fill(scratch, products, products + POINTS * productPoint(), 0f);
    for (int point = 0; point < POINTS; point++) {
      int a = FIRST + point * inputPoint() + firstRow;
      int b = FIRST + point * gradientPoint() + number * block;
      int c = products + point * productPoint();
      for (int column = 0; column < block; column += tile) {
        for (int row = 0; row < rows; row += tileRows) {
          kernels.outerTile(
              all,
              tile,
              inputs,
              offset,
              0,
              a + row,
              gradients,
              b + column,
              columnStride,
              scratch,
              c + row * block + column,
              block);
        }
      }
    }
    int tap = depth * block;
    int target = packed.start() + number * 9 * tap + firstRow * block;
    transform.weightGradient(
        valid * block,
        scratch,
        products,
        productPoint(),
        packed.values(),
        target,
        tap,
        scratch,
        FIRST);
  }
}
