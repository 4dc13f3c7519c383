package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * A synapse driven by spikes: its work is proportional to the spikes that arrive, because a silent
 * input adds nothing and a spike adds a row of weights, without multiplying. Equal to {@link
 * Convolution} but for the order of the float sums. Immutable; threads bring their own arrays.
 *
 * <p>Spikes are bits, one word per pixel and 64 channels: {@code [row][column][word]}, see {@link
 * SpikeWords}. They are listed once, see {@link EventListing}, and every block of output channels
 * reads the same list. Average pooling needs no data of its own: the spikes of a window are those
 * of its pooled pixel, and the sum is divided by the window's area once. A row that several neurons
 * of a window name is added as often: the second time it comes from the first-level cache.
 *
 * <p>Few spikes are taken window by window, and the rows of weights that they name come from the
 * second-level cache. Others are taken plane by plane: some channels and one row of the kernel at a
 * time, whose weights stay in the first-level cache while many windows pass by, and the sums go
 * back and forth. A dense synapse, which has one window, takes them for all images of a batch. See
 * docs/performance-notes.md for what was measured.
 */
public final class EventConvolution {
  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int width;
  private final EventListing listing;

  /** Prepares a synapse; weights are packed by {@link Convolution#packWeights}. */
  public EventConvolution(FloatKernels kernels, ConvGeometry geometry) {
    this.kernels = kernels;
    this.geometry = geometry;
    this.width = kernels.blockColumns(geometry.channelsOut());
    this.listing = new EventListing(kernels, geometry);
  }

  /** Columns of a block of output channels, which is what is computed at a time. */
  public int blockColumns() {
    return width;
  }

  /** How spikes are listed. */
  public EventListing listing() {
    return listing;
  }

  /**
   * {@code out (=|+=) conv(source)} for some pixels of one frame and one block of output channels.
   * Columns of the block beyond the last channel receive zeros. Frames that are not in the list are
   * left as they are.
   *
   * @param list from {@link EventListing#list}, not in planes
   * @param frames frames of the list
   * @param value what each spike is worth
   * @param packed weights from {@link Convolution#packWeights}
   * @param block block of output channels
   * @param fromPixel first output pixel
   * @param toPixel end of the output pixels
   * @param out {@code [frames][toPixel - fromPixel][blockColumns]}; modified
   * @param outStart its first element
   * @param pixelStride distance of two pixels
   * @param frameStride distance of two frames
   * @param held by frame from {@code firstHeld} on, whether it is added to what is there; the
   *     others replace it
   */
  public void forward(
      EventList list,
      int frames,
      float value,
      PackedWeights packed,
      int block,
      int fromPixel,
      int toPixel,
      float[] out,
      int outStart,
      int pixelStride,
      int frameStride,
      boolean[] held,
      int firstHeld) {
    int weights = packed.start() + block * geometry.fanIn() * width;
    for (int frame = 0; frame < frames; frame++) {
      if (list.has(frame)) {
        addFrame(
            list,
            frame,
            frame * geometry.heightOut(),
            0,
            value,
            packed.values(),
            weights,
            fromPixel,
            toPixel,
            out,
            outStart + frame * frameStride,
            pixelStride,
            held[firstHeld + frame]);
      }
    }
  }

  /**
   * {@code out (=|+=) } what one plane and row of the kernel bring to some pixels of one block of
   * output channels; after all passes {@code out (=|+=) conv(source)}. Otherwise as {@link
   * #forward}.
   *
   * @param list from {@link EventListing#list}, in planes
   * @param pass which of {@link EventListing#passes}, in their order
   * @param held frames, the first ones, that are added to what is there; the first pass replaces
   *     the others
   */
  public void addPlane(
      EventList list,
      int pass,
      int frames,
      float value,
      PackedWeights packed,
      int block,
      int fromPixel,
      int toPixel,
      float[] out,
      int outStart,
      int pixelStride,
      int frameStride,
      int held) {
    int plane = pass / geometry.kernelHeight();
    int ky = pass % geometry.kernelHeight();
    int row = ky * geometry.kernelWidth() * geometry.channelsIn();
    int weights = packed.start() + (block * geometry.fanIn() + row) * width;
    // The first pass has to replace what is there even where there are no spikes.
    int count = pass > 0 ? list.sending() : frames;
    for (int i = 0; i < count; i++) {
      int frame = pass > 0 ? list.sender(i) : i;
      if (list.has(frame)) {
        addFrame(
            list,
            frame,
            (plane * frames + frame) * geometry.heightIn(),
            ky,
            value,
            packed.values(),
            weights,
            fromPixel,
            toPixel,
            out,
            outStart + frame * frameStride,
            pixelStride,
            pass > 0 || frame < held);
      }
    }
  }

  /**
   * Adds what one plane and row of the kernel of a dense synapse bring to one block of output
   * channels in some images, whose events are listed together.
   *
   * @param list from {@link EventListing#listJointly}
   * @param pass which of {@link EventListing#passes}
   * @param sets sets of steps that are listed
   * @param most sets that {@code out} has room for; what has no room belongs to other images
   * @param images images that are listed
   * @param from the first image to take
   * @param count how many to take
   * @param value what each spike is worth
   * @param out {@code [image][set][blockColumns]}; modified
   * @param outStart its first element
   * @param setStride distance of two sets
   * @param imageStride distance of two images
   */
  public void addJointly(
      EventList list,
      int pass,
      int sets,
      int most,
      int images,
      int from,
      int count,
      float value,
      PackedWeights packed,
      int block,
      float[] out,
      int outStart,
      int setStride,
      int imageStride) {
    int ky = pass % geometry.kernelHeight();
    int row = block * geometry.fanIn() + ky * geometry.kernelWidth() * geometry.channelsIn();
    for (int i = 0; i < list.sending(); i++) {
      int set = list.sender(i);
      if (set < most) {
        kernels.addRuns(
            packed.values(),
            packed.start() + row * width,
            0,
            list.rows,
            list.columns,
            ((pass * sets + set) * images + from) * listing.places(),
            listing.places(),
            geometry.kernelWidth(),
            count,
            width,
            value / (geometry.pool() * geometry.pool()),
            out,
            outStart + set * setStride,
            imageStride,
            true);
      }
    }
  }

  /**
   * Reads the weights of a pass in their order, one number for each line of the cache. They come
   * faster so than in the order in which spikes name them, if most of them will be named.
   *
   * @param pass which of {@link EventListing#passes}
   * @return a number without meaning
   */
  public float fetch(PackedWeights packed, int block, int pass) {
    int channel = pass / geometry.kernelHeight() * listing.planeChannels();
    int rows = Math.min(listing.planeChannels(), geometry.channelsIn() - channel);
    int ky = pass % geometry.kernelHeight();
    float sum = 0;
    for (int kx = 0; kx < geometry.kernelWidth(); kx++) {
      int tap = ky * geometry.kernelWidth() + kx;
      int row = block * geometry.fanIn() + tap * geometry.channelsIn() + channel;
      int start = packed.start() + row * width;
      sum += fetch(packed.values(), start, start + rows * width);
    }
    return sum;
  }

  private static float fetch(float[] values, int from, int to) {
    float even = 0;
    float odd = 0;
    for (int i = from; i < to; i += 2 * PackedWeights.LINE) {
      even += values[i];
      odd += values[Math.min(i + PackedWeights.LINE, to - 1)];
    }
    return even + odd;
  }

  /** Adds the bands of one frame, or of one plane of it, to the pixels that see them. */
  private void addFrame(
      EventList list,
      int frame,
      int firstBand,
      int ky,
      float value,
      float[] rows,
      int weights,
      int fromPixel,
      int toPixel,
      float[] out,
      int outStart,
      int pixelStride,
      boolean add) {
    boolean silent = list.silent(frame);
    if (silent && add) {
      return;
    }
    float factor = value / (geometry.pool() * geometry.pool());
    int widthOut = geometry.widthOut();
    int top = list.inPlanes() ? ky - geometry.padding() : 0;
    int down = list.inPlanes() ? geometry.stride() : 1;
    int bands = listing.bands(list.inPlanes());
    int oy = fromPixel / widthOut;
    int ox = fromPixel - oy * widthOut;
    int target = outStart;
    int left = toPixel - fromPixel;
    while (left > 0) {
      int count = Math.min(left, widthOut - ox);
      int band = top + oy * down;
      if (!silent && band >= 0 && band < bands) {
        int columns = (firstBand + band) * listing.places();
        addRow(list, columns, factor, rows, weights, ox, count, out, target, pixelStride, add);
      } else if (!add) {
        for (int i = 0; i < count; i++) {
          Arrays.fill(out, target + i * pixelStride, target + i * pixelStride + width, 0f);
        }
      }
      left -= count;
      target += count * pixelStride;
      ox = 0;
      oy++;
    }
  }

  /** Adds a band of the list to some output pixels of one row. */
  private void addRow(
      EventList list,
      int columns,
      float factor,
      float[] rows,
      int weights,
      int fromX,
      int count,
      float[] out,
      int outStart,
      int pixelStride,
      boolean add) {
    int shift = geometry.stride() * geometry.channelsIn() * width;
    int left = fromX * geometry.stride() - geometry.padding();
    kernels.addRuns(
        rows,
        weights - left * geometry.channelsIn() * width,
        shift,
        list.rows,
        list.columns,
        columns + fromX * geometry.stride(),
        geometry.stride(),
        geometry.kernelWidth(),
        count,
        width,
        factor,
        out,
        outStart,
        pixelStride,
        add);
  }
}
