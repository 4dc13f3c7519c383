package org.dietsnn.cpu.kernel;

/**
 * The gradient of a convolution towards its source, for groups of up to {@code images} images at
 * once (an image at a time step counts as one): the convolution of the output gradients, padded and
 * with zeros where the stride skipped pixels, with the taps in reverse. Not for a kernel that
 * covers the whole source, see {@link DenseInputGradient}. Immutable: threads share it and bring
 * their own arrays.
 *
 * <p>Order of use: {@link #pack} the weights and {@link #stage} the output gradients, then {@link
 * #multiply}, then {@link Convolution#unpool} where the source is pooled. Results do not depend on
 * how images and blocks are shared out.
 */
public final class ConvolutionInputGradient {
  private final ConvGeometry geometry;
  private final int images;
  private final int forwardColumns;
  private final PatchLayout layout;
  private final PatchProduct product;
  private final WinogradProduct winograd;

  /**
   * Prepares a synapse.
   *
   * @param kernels inner loops
   * @param geometry shapes
   * @param images most images in one call, at least 1
   * @throws IllegalArgumentException if the geometry is dense
   */
  public ConvolutionInputGradient(FloatKernels kernels, ConvGeometry geometry, int images) {
    if (geometry.isDense()) {
      throw new IllegalArgumentException("the kernel covers the source: " + geometry);
    }
    this.geometry = geometry;
    this.images = images;
    this.forwardColumns = kernels.blockColumns(geometry.channelsOut());
    this.layout =
        PatchLayout.windows(
            images,
            geometry.heightIn() + geometry.kernelHeight() - 1,
            geometry.widthIn() + geometry.kernelWidth() - 1,
            geometry.channelsOut(),
            geometry.kernelHeight(),
            geometry.kernelWidth(),
            1);
    PatchTaps.Padded padded =
        new PatchTaps.Padded(
            geometry.heightIn() + geometry.kernelHeight() - 1,
            geometry.widthIn() + geometry.kernelWidth() - 1,
            geometry.kernelHeight() - 1 - geometry.padding(),
            geometry.kernelWidth() - 1 - geometry.padding(),
            (geometry.heightOut() - 1) * geometry.stride() + 1,
            (geometry.widthOut() - 1) * geometry.stride() + 1);
    PatchTaps taps = PatchTaps.of(images, padded, geometry, geometry.channelsOut(), 1);
    this.product = new PatchProduct(kernels, layout, taps, geometry.channelsIn());
    this.winograd =
        WinogradProduct.of(
            kernels,
            geometry,
            geometry.heightIn(),
            geometry.widthIn(),
            geometry.channelsOut(),
            geometry.channelsIn());
  }

  /** Floats for {@link #stage} of as many images as one call takes. */
  public int stagedLength() {
    return images * layout.imageLength();
  }

  /** Floats of per-thread scratch of {@link #multiply}; contents do not matter. */
  public int scratchLength() {
    return winograd == null ? product.scratchLength() : winograd.scratchLength();
  }

  /** Floats of {@link #pack} for so many blocks. */
  public int packedLength(int blocks) {
    return winograd == null ? blocks * blockLength() : winograd.packedLength(blocks);
  }

  /** Floats of per-thread scratch of {@link #pack}; contents do not matter. */
  public int packScratchLength() {
    return winograd == null ? 0 : packScratch() + WinogradTile.scratchLength();
  }

  /** Where the scratch of the transform begins: after a block of weights. */
  private int packScratch() {
    return PackedWeights.aligned(PackedWeights.ALIGNED + blockLength());
  }

  private int blockLength() {
    return product.packedLength() / product.blocks();
  }

  /** Blocks of input channels that {@link #pack} and {@link #multiply} may be split into. */
  public int blocks() {
    return product.blocks();
  }

  /**
   * Packs one block of weights.
   *
   * @param packed weights from {@link Convolution#packWeights}
   * @param block which block, below {@link #blocks}
   * @param back {@link #packedLength} floats; modified in that block
   * @param scratch {@link #packScratchLength} floats; modified
   */
  public void pack(PackedWeights packed, int block, PackedBlocks back, float[] scratch) {
    int width = product.blockColumns();
    int place = block - back.first();
    PackedWeights target =
        winograd == null
            ? new PackedWeights(back.values(), place * blockLength())
            : new PackedWeights(scratch, PackedWeights.ALIGNED);
    WeightPacking.inputGradient(geometry, forwardColumns, packed, width, block, target);
    if (winograd != null) {
      winograd.transformWeights(
          scratch, PackedWeights.ALIGNED, place, back.values(), scratch, packScratch());
    }
  }

  /**
   * Pads the output gradient of an image, with zeros between the pixels where the stride skipped
   * some.
   *
   * @param image which one of those that one call takes
   * @param dOut {@code [heightOut][widthOut][cOut]}
   * @param start its first element
   * @param staged {@link #stagedLength} floats; modified in that image
   */
  public void stage(int image, float[] dOut, int start, float[] staged) {
    ConvGeometry g = geometry;
    Staging.place(
        1,
        dOut,
        start,
        g.heightOut(),
        g.widthOut(),
        g.channelsOut(),
        g.stride(),
        g.kernelHeight() - 1 - g.padding(),
        g.kernelWidth() - 1 - g.padding(),
        staged,
        image * layout.imageLength(),
        g.heightIn() + g.kernelHeight() - 1,
        g.widthIn() + g.kernelWidth() - 1);
  }

  /**
   * Gradient towards the pooled source: {@code dPooled (=|+=) conv transposed(dOut)}. Without
   * pooling that is the source; with pooling, {@link Convolution#unpool} follows.
   *
   * @param count images
   * @param staged what {@link #stage} wrote
   * @param start its first element
   * @param packed weights of these blocks from {@link #pack}
   * @param fromBlock first block of input channels
   * @param toBlock end of the blocks, at most {@link #blocks}
   * @param dPooled {@code [count][heightIn][widthIn][cIn]}; modified
   * @param dStart its first element
   * @param accumulate whether to add to what is there
   * @param scratch {@link #scratchLength} floats; modified
   */
  public void multiply(
      int count,
      float[] staged,
      int start,
      PackedBlocks packed,
      int fromBlock,
      int toBlock,
      float[] dPooled,
      int dStart,
      boolean accumulate,
      float[] scratch) {
    if (winograd != null) {
      winograd.multiply(
          count, staged, start, packed, fromBlock, toBlock, dPooled, dStart, accumulate, scratch);
      return;
    }
    product.multiply(
        count,
        staged,
        start,
        packed.values(),
        -packed.first() * blockLength(),
        fromBlock,
        toBlock,
        dPooled,
        dStart,
        accumulate,
        scratch);
  }
}
