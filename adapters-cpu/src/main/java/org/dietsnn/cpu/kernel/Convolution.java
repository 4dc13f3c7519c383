package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * One synapse forward, and the gradient of its weights, for groups of up to {@code images} images
 * at once (an image at a time step counts as one). Immutable: threads share it and bring their own
 * arrays. Towards the source: {@link ConvolutionInputGradient} and {@link DenseInputGradient}.
 *
 * <p>Order of use: {@link #stage} the source, then {@link #forward} and {@link #weightGradient}
 * read what it wrote. Results do not depend on how images, blocks and units are shared out,
 * provided that each unit of the weight gradient sees its images in the same order.
 */
public final class Convolution {
  /** Below this many floats per kernel row, patches are copied out instead of read in place. */
  private static final int SHORT_RUN = 16;

  /** Rows of output pixels that fill the register tiles. */
  private static final int ROWS = 192;

  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final boolean patches;
  private final int images;
  private final PatchLayout layout;
  private final PatchProduct product;
  private final WinogradProduct winograd;

  /**
   * Prepares a synapse.
   *
   * @param kernels inner loops
   * @param geometry shapes
   * @param images most images in one call, at least 1; small images need many to fill a tile
   */
  public Convolution(FloatKernels kernels, ConvGeometry geometry, int images) {
    if (images < 1) {
      throw new IllegalArgumentException("images must be at least 1, found " + images);
    }
    this.kernels = kernels;
    this.geometry = geometry;
    this.images = images;
    this.patches = copiesPatches(geometry);
    this.layout = layout(geometry, images);
    this.product =
        new PatchProduct(kernels, layout, taps(geometry, images), geometry.channelsOut());
    this.winograd =
        WinogradProduct.of(
            kernels,
            geometry,
            geometry.heightOut(),
            geometry.widthOut(),
            geometry.channelsIn(),
            geometry.channelsOut());
  }

  /** How many images a call should have for the dense kernels of a geometry to be worth while. */
  public static int imagesToFill(ConvGeometry g) {
    int pixels = g.heightOut() * g.widthOut();
    return Math.max((ROWS + pixels - 1) / pixels, WinogradTiling.imagesToFill(g));
  }

  /** Shapes. */
  public ConvGeometry geometry() {
    return geometry;
  }

  /** Most images in one call. */
  public int images() {
    return images;
  }

  /**
   * Whether {@link #stage} must run; if not, forward and weight gradient read the source itself.
   */
  public boolean stages() {
    return patches || geometry.pool() > 1 || geometry.padding() > 0;
  }

  /** Floats for {@link #stage} of {@link #images} images. */
  public int stagedLength() {
    return stages() ? images * layout.imageLength() : 0;
  }

  /** Floats of per-thread scratch for one of the products; contents do not matter. */
  public int scratchLength() {
    return Math.max(winograd == null ? 0 : winograd.scratchLength(), product.scratchLength());
  }

  /** Floats of {@link #packWeights}, and of the packed weight gradient. */
  public int packedLength() {
    return product.packedLength();
  }

  /** Blocks of output channels that {@link #forward} may be split into. */
  public int blocks() {
    return product.blocks();
  }

  /** Disjoint parts that {@link #weightGradient} may be split into. */
  public int units() {
    return product.units();
  }

  /** Where a unit of the weight gradient, which is one run of floats, begins in the packed one. */
  public int unitStart(int unit) {
    return product.unitStart(unit);
  }

  /** How many floats a unit of the weight gradient has. */
  public int unitLength(int unit) {
    return product.unitLength(unit);
  }

  /**
   * Packs weights for {@link #forward}.
   *
   * @param weights {@code [cOut][cIn][kernelHeight][kernelWidth]}
   * @param start its first element
   * @param packed where to write {@link #packedLength} floats; modified
   */
  public void packWeights(float[] weights, int start, PackedWeights packed) {
    Arrays.fill(packed.values(), packed.start(), packed.start() + packedLength(), 0f);
    for (int output = 0; output < geometry.channelsOut(); output++) {
      packWeights(output, weights, start + output * geometry.fanIn(), packed);
    }
  }

  /**
   * Packs the weights of one output channel.
   *
   * @param output which one
   * @param weights {@code [cIn][kernelHeight][kernelWidth]}
   * @param start its first element
   * @param packed {@link #packedLength} floats, zeros beyond the last channel; modified
   */
  public void packWeights(int output, float[] weights, int start, PackedWeights packed) {
    WeightPacking.forward(geometry, product.blockColumns(), output, weights, start, packed);
  }

  /**
   * Adds packed weights, or their gradient, to those in PyTorch's order.
   *
   * @param packed {@link #packedLength} floats
   * @param weights {@code [cOut][cIn][kernelHeight][kernelWidth]}; modified
   * @param start its first element
   */
  public void addUnpacked(PackedWeights packed, float[] weights, int start) {
    WeightPacking.addBack(geometry, product.blockColumns(), packed, weights, start);
  }

  /**
   * Pools and pads a group of source images.
   *
   * @param count images
   * @param source {@code [count][sourceHeight][sourceWidth][cIn]}
   * @param start its first element
   * @param staged {@link #stagedLength} floats; modified
   */
  public void stage(int count, float[] source, int start, float[] staged) {
    ConvGeometry g = geometry;
    int padding = g.padding();
    if (patches) {
      Staging.patches(g, count, source, start, staged);
    } else if (g.pool() > 1) {
      Staging.pool(kernels, g, count, source, start, staged);
    } else {
      int height = g.heightIn();
      int width = g.widthIn();
      int channels = g.channelsIn();
      Staging.place(
          count,
          source,
          start,
          height,
          width,
          channels,
          1,
          padding,
          padding,
          staged,
          0,
          height + 2 * padding,
          width + 2 * padding);
    }
  }

  /** Whether there is {@link #stageSpikes}. */
  public boolean stagesSpikes() {
    return !patches && geometry.pool() <= 2;
  }

  /**
   * Writes the spikes of one image as numbers, pooled and padded, for {@link #forward} and {@link
   * #weightGradient}.
   *
   * @param image which of those of a call
   * @param bits spikes {@code [row][column][word]}, see {@link SpikeWords}
   * @param start first word
   * @param value what a spike is worth
   * @param staged modified
   */
  public void stageSpikes(int image, long[] bits, int start, float value, float[] staged) {
    Staging.spikes(kernels, geometry, bits, start, value, staged, image * layout.imageLength());
  }

  /**
   * {@code out (=|+=) conv(source)}.
   *
   * @param count images
   * @param staged what {@link #stage} wrote, or the source where {@link #stages} is false
   * @param start its first element
   * @param packed weights from {@link #packWeights}
   * @param fromBlock first block of output channels
   * @param toBlock end of the blocks, at most {@link #blocks}
   * @param out {@code [count][heightOut][widthOut][cOut]}; modified
   * @param outStart its first element
   * @param accumulate whether to add to what is there
   * @param scratch {@link #scratchLength} floats; modified
   */
  public void forward(
      int count,
      float[] staged,
      int start,
      PackedWeights packed,
      int fromBlock,
      int toBlock,
      float[] out,
      int outStart,
      boolean accumulate,
      float[] scratch) {
    product.multiply(
        count,
        staged,
        start,
        packed.values(),
        packed.start(),
        fromBlock,
        toBlock,
        out,
        outStart,
        accumulate,
        scratch);
  }

  /** Whether there is {@link #forwardTiles}, faster than {@link #forward} for dense numbers. */
  public boolean hasTiles() {
    return winograd != null;
  }

  /** Floats of {@link #transformWeights} for so many blocks. */
  public int transformedLength(int blocks) {
    return winograd.packedLength(blocks);
  }

  /**
   * Transforms one block of weights for {@link #forwardTiles}.
   *
   * @param packed weights from {@link #packWeights}
   * @param block which block, below {@link #blocks}
   * @param transformed {@link #transformedLength} floats; modified in that block
   * @param scratch {@link #scratchLength} floats; modified
   */
  public void transformWeights(
      PackedWeights packed, int block, PackedBlocks transformed, float[] scratch) {
    int place = block - transformed.first();
    int start = packed.start() + block * geometry.fanIn() * product.blockColumns();
    winograd.transformWeights(
        packed.values(), start, place, transformed.values(), scratch, PackedWeights.ALIGNED);
  }

  /**
   * As {@link #forward}, by tiles of 4x4 pixels, see {@link WinogradProduct}.
   *
   * @param transformed weights of these blocks from {@link #transformWeights}
   */
  public void forwardTiles(
      int count,
      float[] staged,
      int start,
      PackedBlocks transformed,
      int fromBlock,
      int toBlock,
      float[] out,
      int outStart,
      boolean accumulate,
      float[] scratch) {
    winograd.multiply(
        count, staged, start, transformed, fromBlock, toBlock, out, outStart, accumulate, scratch);
  }

  /**
   * Adds to the packed weight gradient {@code sum over pixels of patch * dOut}, for some units;
   * each unit is a part of {@code gradient} that no other touches.
   *
   * @param count images
   * @param staged what {@link #stage} wrote, or the source where {@link #stages} is false
   * @param start its first element
   * @param dOut {@code [count][heightOut][widthOut][cOut]}
   * @param dStart its first element
   * @param fromUnit first unit
   * @param toUnit end of the units, at most {@link #units}
   * @param gradient as {@link #packWeights} has the weights; modified
   * @param scratch {@link #scratchLength} floats; modified
   */
  public void weightGradient(
      int count,
      float[] staged,
      int start,
      float[] dOut,
      int dStart,
      int fromUnit,
      int toUnit,
      PackedWeights gradient,
      float[] scratch) {
    product.outer(count, staged, start, dOut, dStart, fromUnit, toUnit, gradient, scratch);
  }

  /**
   * Adds to each source pixel its share of the pooled gradient; a remainder that no window covers
   * gets nothing.
   *
   * @param count images
   * @param dPooled {@code [count][heightIn][widthIn][cIn]}
   * @param pooledStart its first element
   * @param dSource {@code [count][sourceHeight][sourceWidth][cIn]}; modified
   * @param start its first element
   */
  public void unpool(int count, float[] dPooled, int pooledStart, float[] dSource, int start) {
    Staging.unpool(kernels, geometry, count, dPooled, pooledStart, dSource, start);
  }

  private static boolean copiesPatches(ConvGeometry g) {
    boolean shortRuns = g.kernelWidth() * g.channelsIn() < SHORT_RUN && g.kernelHeight() > 1;
    return shortRuns && g.pool() == 1 && !g.isDense();
  }

  private static PatchLayout layout(ConvGeometry g, int images) {
    if (copiesPatches(g)) {
      return PatchLayout.windows(images, g.heightOut(), g.widthOut(), g.fanIn(), 1, 1, 1);
    }
    int height = g.heightIn() + 2 * g.padding();
    int width = g.widthIn() + 2 * g.padding();
    return PatchLayout.windows(
        images, height, width, g.channelsIn(), g.kernelHeight(), g.kernelWidth(), g.stride());
  }

  private static PatchTaps taps(ConvGeometry g, int images) {
    if (copiesPatches(g)) {
      return null;
    }
    int height = g.heightIn() + 2 * g.padding();
    int width = g.widthIn() + 2 * g.padding();
    PatchTaps.Padded padded =
        new PatchTaps.Padded(height, width, g.padding(), g.padding(), g.heightIn(), g.widthIn());
    return PatchTaps.of(images, padded, g, g.channelsIn(), g.stride());
  }
}
