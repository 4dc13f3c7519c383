package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * The weight gradient of a convolution whose source spikes: the gradient of a weight is the sum of
 * the output gradients at the pixels where its input fired. Events are listed by input channel over
 * many frames, so that a row of sums stays in registers. Not for a kernel that covers the whole
 * source, see {@link DenseEventGradient}. Immutable; threads bring their own arrays.
 */
public final class EventWeightGradient {
  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int width;
  private final int rowWidth;
  private final int rowsPerFrame;

  /**
   * Prepares a synapse.
   *
   * @throws IllegalArgumentException if the geometry is dense
   */
  public EventWeightGradient(FloatKernels kernels, ConvGeometry geometry) {
    if (geometry.isDense()) {
      throw new IllegalArgumentException("the kernel covers the source: " + geometry);
    }
    this.kernels = kernels;
    this.geometry = geometry;
    this.width = kernels.blockColumns(geometry.channelsOut());
    this.rowWidth = geometry.widthIn() + geometry.kernelWidth() - 1;
    this.rowsPerFrame = rowWidth * (geometry.heightIn() + geometry.kernelHeight() - 1);
  }

  /**
   * Floats that the array of output gradients must have after its last one: rows of a block of
   * which only a part is filled are read whole.
   */
  public int slack() {
    return blocks() * width - geometry.channelsOut();
  }

  /** Floats of per-thread scratch of {@link #add}. */
  public int scratchLength() {
    return width;
  }

  /** Lists per group of frames: input channels. */
  public int lists() {
    return geometry.channelsIn();
  }

  /** Most events of one list and frame. */
  public int eventsPerFrame() {
    return geometry.heightIn() * geometry.widthIn() * geometry.pool() * geometry.pool();
  }

  /** Disjoint parts of the gradient: blocks of output channels times taps. */
  public int units() {
    return blocks() * taps();
  }

  private int blocks() {
    return (geometry.channelsOut() + width - 1) / width;
  }

  private int taps() {
    return geometry.kernelHeight() * geometry.kernelWidth();
  }

  /**
   * Lists the events of some frames for some lists. List {@code i} occupies the {@code capacity}
   * entries from {@code i * capacity} on.
   *
   * @param bits spikes of the source {@code [frame][row][column][word]}, see {@link SpikeWords}
   * @param frames which of these frames to list
   * @param firstFrame the first of them
   * @param count how many of them
   * @param fromChannel first input channel to list
   * @param toChannel end of the input channels, of the same word
   * @param capacity at least {@code count} times {@link #eventsPerFrame}, plus 1
   * @param events {@code [lists][capacity]}; modified
   * @param counts events in each list; those of the channels asked for are modified
   */
  public void list(
      long[] bits,
      int[] frames,
      int firstFrame,
      int count,
      int fromChannel,
      int toChannel,
      int capacity,
      int[] events,
      int[] counts) {
    ConvGeometry g = geometry;
    int words = SpikeWords.perPixel(g.channelsIn());
    int word = fromChannel / Long.SIZE;
    long wanted = -1L >>> (Long.SIZE - (toChannel - fromChannel)) << fromChannel;
    Arrays.fill(counts, fromChannel, toChannel, 0);
    for (int frame = 0; frame < count; frame++) {
      int frameStart = frames[firstFrame + frame] * g.sourceHeight() * g.sourceWidth() * words;
      for (int y = 0; y < g.heightIn(); y++) {
        for (int x = 0; x < g.widthIn(); x++) {
          int at = frameStart + (y * g.sourceWidth() + x) * g.pool() * words + word;
          int event = frame * rowsPerFrame + y * rowWidth + x;
          int first = word * Long.SIZE;
          for (int py = 0; py < g.pool(); py++) {
            for (int px = 0; px < g.pool(); px++) {
              long fired = bits[at + (py * g.sourceWidth() + px) * words] & wanted;
              append(fired, first, event, capacity, events, counts);
            }
          }
        }
      }
    }
  }

  private static void append(
      long fired, int first, int event, int capacity, int[] events, int[] counts) {
    long left = fired;
    while (left != 0) {
      int channel = first + Long.numberOfTrailingZeros(left);
      events[channel * capacity + counts[channel]++] = event;
      left &= left - 1;
    }
  }

  /**
   * Adds to the packed weight gradient for one unit.
   *
   * @param unit which unit
   * @param value what each spike is worth
   * @param capacity as in {@link #list}
   * @param events from {@link #list}
   * @param counts from {@link #list}
   * @param gradients output gradients of the frames, padded as by {@link
   *     ConvolutionInputGradient#stage}, or as they are where that does not stage
   * @param start their first element
   * @param packed packed weight gradient as {@link Convolution#weightGradient} has it; modified
   * @param scratch {@link #scratchLength} floats of any content; modified
   */
  public void add(
      int unit,
      float value,
      int capacity,
      int[] events,
      int[] counts,
      float[] gradients,
      int start,
      PackedWeights packed,
      float[] scratch) {
    ConvGeometry g = geometry;
    int tap = unit % taps();
    int block = unit / taps();
    int depth = taps() * lists();
    int ky = tap / g.kernelWidth();
    int kx = tap % g.kernelWidth();
    int shift = (g.kernelHeight() - 1 - ky) * rowWidth + g.kernelWidth() - 1 - kx;
    int first = start + shift * g.channelsOut() + block * width;
    float factor = value / (g.pool() * g.pool());
    int valid = Math.min(width, g.channelsOut() - block * width);
    for (int list = 0; list < lists(); list++) {
      int from = list * capacity;
      int to = from + counts[list];
      int target = packed.start() + (block * depth + tap * lists() + list) * width;
      boolean whole = valid == width;
      float[] out = whole ? packed.values() : scratch;
      int outStart = whole ? target : 0;
      int stride = g.channelsOut();
      kernels.addRows(
          gradients, first, stride, events, from, to, width, factor, out, outStart, whole);
      if (!whole) {
        kernels.add(valid, scratch, 0, packed.values(), target);
      }
    }
  }
}
