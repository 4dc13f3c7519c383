package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * The weight gradient of a convolution whose source spikes: the gradient of a weight is the sum of
 * the output gradients at the pixels where its input fired. Events are listed by input channel over
 * many frames, so that a row of sums stays in registers. Not for a kernel that covers the whole
 * source, see {@link DenseEventGradient}. Immutable; threads bring their own arrays.
 */
public final class EventWeightGradient {
  /**
   * Inputs of a unit: 9 units for 64 channels would be 5 for one of two threads and 4 for the
   * other.
   */
  private static final int INPUTS = 16;

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

  /** Floats of {@link #arrange} for so many frames. */
  public long arrangedLength(int frames) {
    return (long) blocks() * frames * rowsPerFrame * width;
  }

  /** Floats of one frame and block. */
  private int frameLength() {
    return rowsPerFrame * width;
  }

  /** Rows of pixels of a frame that {@link #arrange} may be split into. */
  public int rows() {
    return rowsPerFrame / rowWidth;
  }

  /** Lists of some frames: input channels. */
  public int lists() {
    return geometry.channelsIn();
  }

  /** Most events of one list and frame. */
  public int eventsPerFrame() {
    return geometry.heightIn() * geometry.widthIn() * geometry.pool() * geometry.pool();
  }

  /** Disjoint parts of the gradient: a block of output channels, a tap and some inputs each. */
  public int units() {
    return blocks() * taps() * parts();
  }

  /** Blocks of output channels. */
  public int blocks() {
    return (geometry.channelsOut() + width - 1) / width;
  }

  private int parts() {
    return (lists() + INPUTS - 1) / INPUTS;
  }

  private int taps() {
    return geometry.kernelHeight() * geometry.kernelWidth();
  }

  /**
   * Sums the output gradients of some steps, with a border where the kernel reaches over the edge
   * and zeros where the stride skipped pixels. The pixels of each block of channels follow each
   * other: as they are, pixels of many channels lie a power of two apart, and would share few sets
   * of the caches.
   *
   * @param frames number of frames
   * @param frame which of them
   * @param row which of its {@link #rows}
   * @param gradient output gradients {@code [step][row][column][channel]}
   * @param starts where each step begins
   * @param steps number of steps, at least 1
   * @param arranged {@code [block][frame][row][column][columns of a block]}, zeros beyond the last
   *     channel; modified in that row
   * @param start its first element
   */
  public void arrange(
      int frames,
      int frame,
      int row,
      float[] gradient,
      int[] starts,
      int steps,
      float[] arranged,
      int start) {
    ConvGeometry g = geometry;
    int channels = g.channelsOut();
    int fromTop = row - (g.kernelHeight() - 1 - g.padding());
    int oy = fromTop / g.stride();
    boolean there = fromTop >= 0 && fromTop % g.stride() == 0 && oy < g.heightOut();
    int left = g.kernelWidth() - 1 - g.padding();
    for (int block = 0; block < blocks(); block++) {
      int to = start + (block * frames + frame) * frameLength() + row * rowWidth * width;
      Arrays.fill(arranged, to, to + rowWidth * width, 0f);
      int valid = Math.min(width, channels - block * width);
      for (int ox = 0; there && ox < g.widthOut(); ox++) {
        int column = left + ox * g.stride();
        if (column >= 0 && column < rowWidth) {
          int from = (oy * g.widthOut() + ox) * channels + block * width;
          for (int step = 0; step < steps; step++) {
            kernels.add(valid, gradient, starts[step] + from, arranged, to + column * width);
          }
        }
      }
    }
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
   * @param frames number of frames
   * @param gradients output gradients from {@link #arrange}
   * @param start their first element
   * @param packed packed weight gradient as {@link Convolution#weightGradient} has it; modified
   */
  public void add(
      int unit,
      float value,
      int capacity,
      int[] events,
      int[] counts,
      int frames,
      float[] gradients,
      int start,
      PackedWeights packed) {
    ConvGeometry g = geometry;
    int part = unit % parts();
    int tap = unit / parts() % taps();
    int block = unit / parts() / taps();
    int depth = taps() * lists();
    int ky = tap / g.kernelWidth();
    int kx = tap % g.kernelWidth();
    int shift = (g.kernelHeight() - 1 - ky) * rowWidth + g.kernelWidth() - 1 - kx;
    int first = start + block * frames * frameLength() + shift * width;
    float factor = value / (g.pool() * g.pool());
    for (int list = part * INPUTS; list < Math.min(lists(), (part + 1) * INPUTS); list++) {
      int from = list * capacity;
      int to = from + counts[list];
      int target = packed.start() + (block * depth + tap * lists() + list) * width;
      kernels.addRows(
          gradients, first, width, events, from, to, width, factor, packed.values(), target, true);
    }
  }
}
