package org.dietsnn.cpu.kernel;

/**
 * One synapse in three directions, for groups of up to {@code images} images at once (an image at a
 * time step counts as one). Immutable: threads share it and bring their own arrays.
 *
 * <p>Order of use: {@link #stage} the source, then {@link #forward} and {@link #weightGradient}
 * read what it returned; {@link #stageGradient}, then {@link #inputGradient}. Results do not depend
 * on how images, blocks and units are shared out, provided that each unit of the weight gradient
 * sees its images in the same order.
 */
public final class Convolution {
  /** Below this many floats per kernel row, patches are copied out instead of read in place. */
  private static final int SHORT_RUN = 16;

  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final boolean patches;
  private final int images;
  private final PatchLayout layout;
  private final PatchLayout gradientLayout;
  private final PatchProduct product;
  private final PatchProduct gradientProduct;
  private final WinogradProduct winograd;
  private final WinogradProduct gradientWinograd;

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
    this.gradientLayout = gradientLayout(geometry, images);
    this.product = new PatchProduct(kernels, layout, geometry.channelsOut());
    this.gradientProduct = new PatchProduct(kernels, gradientLayout, geometry.channelsIn());
    this.winograd =
        tiles(geometry, geometry.heightOut(), geometry.widthOut())
            ? new WinogradProduct(
                kernels,
                new WinogradTiling(geometry.heightOut(), geometry.widthOut()),
                geometry.channelsIn(),
                geometry.channelsOut())
            : null;
    this.gradientWinograd =
        tiles(geometry, geometry.heightIn(), geometry.widthIn())
            ? new WinogradProduct(
                kernels,
                new WinogradTiling(geometry.heightIn(), geometry.widthIn()),
                geometry.channelsOut(),
                geometry.channelsIn())
            : null;
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

  /** Whether {@link #stageGradient} must run; if not, the output gradient is read itself. */
  public boolean stagesGradient() {
    boolean pointwise = geometry.kernelHeight() * geometry.kernelWidth() == 1;
    boolean inPlace = pointwise && geometry.stride() == 1 && geometry.padding() == 0;
    return !geometry.isDense() && !inPlace;
  }

  /** Floats for {@link #stage} of {@link #images} images. */
  public int stagedLength() {
    return stages() ? images * layout.imageLength() : 0;
  }

  /** Floats for {@link #stageGradient} of {@link #images} images. */
  public int stagedGradientLength() {
    return stagesGradient() ? images * gradientLayout.imageLength() : 0;
  }

  /** Floats of per-thread scratch for one of the three products; contents do not matter. */
  public int scratchLength() {
    int tiles =
        Math.max(
            winograd == null ? 0 : winograd.scratchLength(),
            gradientWinograd == null ? 0 : gradientWinograd.scratchLength());
    return Math.max(tiles, Math.max(product.scratchLength(), gradientProduct.scratchLength()));
  }

  /** Floats of {@link #packWeights}, and of the packed weight gradient. */
  public int packedLength() {
    return product.packedLength();
  }

  /** Floats of {@link #packForInputGradient}. */
  public int packedForInputGradientLength() {
    int tiles = gradientWinograd == null ? 0 : gradientWinograd.packedLength();
    return tiles + gradientProduct.packedLength();
  }

  /** Blocks of output channels that {@link #forward} may be split into. */
  public int blocks() {
    return product.blocks();
  }

  /** Blocks of input channels that {@link #inputGradient} may be split into. */
  public int gradientBlocks() {
    return gradientProduct.blocks();
  }

  /** Disjoint parts that {@link #weightGradient} may be split into. */
  public int units() {
    return product.units();
  }

  /**
   * Packs weights for {@link #forward}.
   *
   * @param weights {@code [cOut][cIn][kernelHeight][kernelWidth]}
   * @param start its first element
   * @param packed where to write {@link #packedLength} floats; modified
   */
  public void packWeights(float[] weights, int start, PackedWeights packed) {
    WeightPacking.forward(geometry, product.blockColumns(), weights, start, packed);
  }

  /**
   * Packs one block of weights for {@link #inputGradient}.
   *
   * @param packed weights from {@link #packWeights}
   * @param block which block, below {@link #gradientBlocks}
   * @param back {@link #packedForInputGradientLength} floats; modified in that block
   */
  public void packForInputGradient(PackedWeights packed, int block, float[] back) {
    int width = gradientProduct.blockColumns();
    int taps = gradientWinograd == null ? 0 : gradientWinograd.packedLength();
    PackedWeights direct = new PackedWeights(back, taps);
    WeightPacking.inputGradient(geometry, product.blockColumns(), packed, width, block, direct);
    if (gradientWinograd != null) {
      int start = taps + block * 9 * geometry.channelsOut() * width;
      gradientWinograd.transformWeights(
          back, start, block, back, new float[gradientWinograd.scratchLength()]);
    }
  }

  /**
   * Adds a packed weight gradient to one in PyTorch's order.
   *
   * @param packed {@link #packedLength} floats
   * @param gradient {@code [cOut][cIn][kernelHeight][kernelWidth]}; modified
   * @param start its first element
   */
  public void addUnpacked(PackedWeights packed, float[] gradient, int start) {
    WeightPacking.addBack(geometry, product.blockColumns(), packed, gradient, start);
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
      Staging.pool(g, count, source, start, staged);
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
          height + 2 * padding,
          width + 2 * padding);
    }
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

  /** Floats of {@link #transformWeights}. */
  public int transformedLength() {
    return winograd.packedLength();
  }

  /**
   * Transforms one block of weights for {@link #forwardTiles}.
   *
   * @param packed weights from {@link #packWeights}
   * @param block which block, below {@link #blocks}
   * @param transformed {@link #transformedLength} floats; modified in that block
   */
  public void transformWeights(PackedWeights packed, int block, float[] transformed) {
    int start = packed.start() + block * geometry.fanIn() * product.blockColumns();
    winograd.transformWeights(
        packed.values(), start, block, transformed, new float[winograd.scratchLength()]);
  }

  /**
   * As {@link #forward}, by tiles of 4x4 pixels, see {@link WinogradProduct}.
   *
   * @param transformed weights from {@link #transformWeights}
   */
  public void forwardTiles(
      int count,
      float[] staged,
      int start,
      float[] transformed,
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
   * Pads a group of output gradients, with zeros between the pixels where the stride skipped some.
   *
   * @param count images
   * @param dOut {@code [count][heightOut][widthOut][cOut]}
   * @param start its first element
   * @param staged {@link #stagedGradientLength} floats; modified
   */
  public void stageGradient(int count, float[] dOut, int start, float[] staged) {
    ConvGeometry g = geometry;
    int top = g.kernelHeight() - 1 - g.padding();
    int left = g.kernelWidth() - 1 - g.padding();
    int height = g.heightIn() + g.kernelHeight() - 1;
    int width = g.widthIn() + g.kernelWidth() - 1;
    Staging.place(
        count,
        dOut,
        start,
        g.heightOut(),
        g.widthOut(),
        g.channelsOut(),
        g.stride(),
        top,
        left,
        staged,
        height,
        width);
  }

  /**
   * Gradient towards the pooled source: {@code dPooled (=|+=) conv transposed(dOut)}. Without
   * pooling that is the source; with pooling, {@link #unpool} follows. Not where the kernel covers
   * the whole source, see {@link DenseInputGradient}.
   *
   * @param count images
   * @param staged what {@link #stageGradient} wrote, or dOut where {@link #stagesGradient} is false
   * @param start its first element
   * @param packed weights from {@link #packForInputGradient}
   * @param fromBlock first block of input channels
   * @param toBlock end of the blocks, at most {@link #gradientBlocks}
   * @param dPooled {@code [count][heightIn][widthIn][cIn]}; modified
   * @param dStart its first element
   * @param accumulate whether to add to what is there
   * @param scratch {@link #scratchLength} floats; modified
   * @throws IllegalStateException if the geometry is dense
   */
  public void inputGradient(
      int count,
      float[] staged,
      int start,
      float[] packed,
      int fromBlock,
      int toBlock,
      float[] dPooled,
      int dStart,
      boolean accumulate,
      float[] scratch) {
    if (geometry.isDense()) {
      throw new IllegalStateException("the kernel covers the source, as in a dense synapse");
    }
    if (gradientWinograd != null) {
      gradientWinograd.multiply(
          count, staged, start, packed, fromBlock, toBlock, dPooled, dStart, accumulate, scratch);
      return;
    }
    gradientProduct.multiply(
        count, staged, start, packed, 0, fromBlock, toBlock, dPooled, dStart, accumulate, scratch);
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

  /** Whether a product with a result of this size goes by {@link WinogradProduct}. */
  private static boolean tiles(ConvGeometry g, int height, int width) {
    return WinogradTiling.pays(
        g.kernelHeight(),
        g.kernelWidth(),
        g.stride(),
        height,
        width,
        g.channelsIn(),
        g.channelsOut());
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

  private static PatchLayout gradientLayout(ConvGeometry g, int images) {
    int height = g.heightIn() + g.kernelHeight() - 1;
    int width = g.widthIn() + g.kernelWidth() - 1;
    return PatchLayout.windows(
        images, height, width, g.channelsOut(), g.kernelHeight(), g.kernelWidth(), 1);
  }
}
