package org.dietsnn.cpu.kernel;

/**
 * A synapse driven by spikes: its work is proportional to the spikes that arrive, because a silent
 * input adds nothing and a spike adds a row of weights, without multiplying. Equal to {@link
 * Convolution} but for the order of the float sums. Immutable; threads bring their own arrays.
 *
 * <p>Spikes are bits, one word per pixel and 64 channels: {@code [row][column][word]}, see {@link
 * SpikeWords}. The spikes of a frame are listed once, in the order of rows and columns, so that the
 * inputs of one kernel row of one output pixel are one run of the list; every block of output
 * channels reads the same list. Average pooling needs no data of its own: the spikes of a window
 * are events of its pooled pixel, and the sum is divided by the window's area once.
 */
public final class EventConvolution {
  private static final int RUNS = 3;

  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int width;
  private final int words;

  /** Prepares a synapse; weights are packed by {@link Convolution#packWeights}. */
  public EventConvolution(FloatKernels kernels, ConvGeometry geometry) {
    this.kernels = kernels;
    this.geometry = geometry;
    this.width = kernels.blockColumns(geometry.channelsOut());
    this.words = SpikeWords.perPixel(geometry.channelsIn());
  }

  /** Columns of a block of output channels, which is what {@link #forward} computes at a time. */
  public int blockColumns() {
    return width;
  }

  /** Entries of the index of one frame. */
  public int indexLength() {
    return geometry.isDense() ? 2 : geometry.heightIn() * (geometry.widthIn() + 1);
  }

  /** Calls of the inner loop per output pixel and block: one for up to three rows of the kernel. */
  public int passes() {
    return geometry.isDense() ? 1 : (geometry.kernelHeight() + RUNS - 1) / RUNS;
  }

  /** Ints of per-thread scratch of {@link #forward}. */
  public int runsLength() {
    return RUNS * 3;
  }

  /**
   * Appends the events of one frame to a list, in the order of pooled rows, columns and channels:
   * event {@code column * cIn + channel} belongs to pooled pixel (y, column) if its place in the
   * list lies between the entries {@code y * (widthIn + 1) + column} and the next of the index. The
   * events of a dense synapse are numbers of pooled inputs, and the index has the first and the end
   * of them all.
   *
   * @param bits spikes of the source
   * @param start first word of the frame
   * @param events list with room for every spike of the frame; modified
   * @param first where to append
   * @param index modified
   * @param indexStart the first of {@link #indexLength} entries
   * @return the end of the list
   */
  public int list(long[] bits, int start, int[] events, int first, int[] index, int indexStart) {
    ConvGeometry g = geometry;
    boolean dense = g.isDense();
    int n = first;
    int at = indexStart;
    for (int y = 0; y < g.heightIn(); y++) {
      int row = dense ? y * g.widthIn() : 0;
      for (int x = 0; x < g.widthIn(); x++) {
        if (!dense) {
          index[at++] = n;
        }
        int position = (row + x) * g.channelsIn();
        for (int py = 0; py < g.pool(); py++) {
          int pixel = (y * g.pool() + py) * g.sourceWidth() + x * g.pool();
          for (int px = 0; px < g.pool(); px++) {
            n = append(bits, start + (pixel + px) * words, position, events, n);
          }
        }
      }
      if (!dense) {
        index[at++] = n;
      }
    }
    if (dense) {
      index[at] = first;
      index[at + 1] = n;
    }
    return n;
  }

  private int append(long[] bits, int start, int position, int[] events, int count) {
    int n = count;
    for (int word = 0; word < words; word++) {
      int first = position + (word << 6);
      long fired = bits[start + word];
      while (fired != 0) {
        events[n++] = first + Long.numberOfTrailingZeros(fired);
        fired &= fired - 1;
      }
    }
    return n;
  }

  /**
   * {@code out (=|+=) conv(source)} for some pixels of one frame and one block of output channels.
   * Columns of the block beyond the last channel receive zeros.
   *
   * @param events from {@link #list}
   * @param index from {@link #list}
   * @param indexStart first entry of the frame
   * @param value what each spike is worth
   * @param packed weights from {@link Convolution#packWeights}
   * @param block block of output channels
   * @param fromPixel first output pixel
   * @param toPixel end of the output pixels
   * @param out {@code [toPixel - fromPixel][blockColumns]}; modified
   * @param outStart its first element
   * @param outStride distance of two pixels
   * @param accumulate whether to add to what is there
   * @param runs {@link #runsLength} ints of any content; modified
   * @return rows of weights that were added
   */
  public long forward(
      int[] events,
      int[] index,
      int indexStart,
      float value,
      PackedWeights packed,
      int block,
      int fromPixel,
      int toPixel,
      float[] out,
      int outStart,
      int outStride,
      boolean accumulate,
      int[] runs) {
    float factor = value / (geometry.pool() * geometry.pool());
    int weights = packed.start() + block * geometry.fanIn() * width;
    long rows = 0;
    for (int pixel = fromPixel; pixel < toPixel; pixel++) {
      int target = outStart + (pixel - fromPixel) * outStride;
      boolean add = accumulate;
      for (int pass = 0; pass < passes(); pass++) {
        rows += fillRuns(pixel, pass * RUNS, index, indexStart, weights, runs);
        kernels.addRows(packed.values(), width, events, runs, width, factor, out, target, add);
        add = true;
      }
    }
    return rows;
  }

  /** Names the events that an output pixel sees through up to three rows of the kernel. */
  private int fillRuns(
      int pixel, int firstKy, int[] index, int indexStart, int weights, int[] runs) {
    ConvGeometry g = geometry;
    for (int i = 0; i < runs.length; i++) {
      runs[i] = 0;
    }
    if (g.isDense()) {
      runs[0] = weights;
      runs[1] = index[indexStart];
      runs[2] = index[indexStart + 1];
      return runs[2] - runs[1];
    }
    int top = pixel / g.widthOut() * g.stride() - g.padding();
    int left = pixel % g.widthOut() * g.stride() - g.padding();
    int fromX = Math.max(0, left);
    int toX = Math.min(g.widthIn(), left + g.kernelWidth());
    int end = Math.min(g.kernelHeight(), firstKy + RUNS);
    int rows = 0;
    int run = 0;
    for (int ky = firstKy; ky < end; ky++) {
      int y = top + ky;
      if (y >= 0 && y < g.heightIn() && fromX < toX) {
        int row = indexStart + y * (g.widthIn() + 1);
        runs[run] = weights + (ky * g.kernelWidth() - left) * g.channelsIn() * width;
        runs[run + 1] = index[row + fromX];
        runs[run + 2] = index[row + toX];
        rows += runs[run + 2] - runs[run + 1];
        run += 3;
      }
    }
    return rows;
  }
}
