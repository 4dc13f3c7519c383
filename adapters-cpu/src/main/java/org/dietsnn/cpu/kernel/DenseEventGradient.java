package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * The weight gradient of a dense synapse whose source spikes: the gradient of a weight is the sum
 * of the output gradients of the frames in which its input fired. Computed strip by strip, a strip
 * being the inputs that one word of spikes names, so that lists, output gradients and sums of one
 * strip stay in the caches. Immutable; threads bring their own arrays.
 */
public final class DenseEventGradient {
  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int width;
  private final int words;

  /**
   * Prepares a synapse.
   *
   * @throws IllegalArgumentException if it is not dense
   */
  public DenseEventGradient(FloatKernels kernels, ConvGeometry geometry) {
    if (!geometry.isDense()) {
      throw new IllegalArgumentException("not a dense synapse: " + geometry);
    }
    this.kernels = kernels;
    this.geometry = geometry;
    this.width = kernels.blockColumns(geometry.channelsOut());
    this.words = SpikeWords.perPixel(geometry.channelsIn());
  }

  /** Columns of a block of output channels. */
  public int blockColumns() {
    return width;
  }

  /** Strips of inputs. */
  public int strips() {
    return geometry.heightIn() * geometry.widthIn() * words;
  }

  /** Blocks of output channels. */
  public int blocks() {
    return (geometry.channelsOut() + width - 1) / width;
  }

  /** Inputs of a strip. */
  public int inputs(int strip) {
    return Math.min(Long.SIZE, geometry.channelsIn() - strip % words * Long.SIZE);
  }

  /** Where the gradient of a strip and block, one run of floats, begins in the packed one. */
  public int start(int strip, int block) {
    int input = strip / words * geometry.channelsIn() + strip % words * Long.SIZE;
    return (block * geometry.pooledLength() + input) * width;
  }

  /** How many floats the gradient of a strip and block has. */
  public int length(int strip) {
    return inputs(strip) * width;
  }

  /** Most events of one input and frame. */
  public int eventsPerFrame() {
    return geometry.pool() * geometry.pool();
  }

  /** Floats of {@link #arrange}. */
  public int arrangedLength(int frames) {
    return blocks() * frames * width;
  }

  /**
   * Copies one block of output gradients to where its rows follow each other: rows of a whole frame
   * lie a power of two apart, and would share few sets of the caches.
   *
   * @param frames number of frames
   * @param gradients {@code [frame][cOut]}
   * @param arranged {@code [block][frame][columns of a block]}, zeros beyond the last output;
   *     modified in that block
   * @param start its first element
   */
  public void arrange(int block, int frames, float[] gradients, float[] arranged, int start) {
    int valid = Math.min(width, geometry.channelsOut() - block * width);
    for (int frame = 0; frame < frames; frame++) {
      int to = start + (block * frames + frame) * width;
      int from = frame * geometry.channelsOut() + block * width;
      System.arraycopy(gradients, from, arranged, to, valid);
      Arrays.fill(arranged, to + valid, to + width, 0f);
    }
  }

  /** Floats of per-thread scratch of {@link #add}. */
  public int scratchLength() {
    return width;
  }

  /**
   * Lists the events of a strip in some frames. The list of its {@code i}-th input occupies the
   * {@code capacity} entries from {@code listStart + i * capacity} on; an event is the number of
   * its frame.
   *
   * @param frames number of frames
   * @param bits spikes of the source {@code [frame][row][column][word]}, see {@link SpikeWords}
   * @param start first word
   * @param capacity at least frames times {@link #eventsPerFrame}, plus 1
   * @param listStart where the first list begins
   * @param events {@code [inputs][capacity]}; modified
   * @param counts events in each list; modified
   * @param countStart where the number of the first list is
   */
  public void list(
      int strip,
      int frames,
      long[] bits,
      int start,
      int capacity,
      int listStart,
      int[] events,
      int[] counts,
      int countStart) {
    ConvGeometry g = geometry;
    Arrays.fill(counts, countStart, countStart + inputs(strip), 0);
    int pixel = strip / words;
    int row = pixel / g.widthIn() * g.pool();
    int column = pixel % g.widthIn() * g.pool();
    int first = start + (row * g.sourceWidth() + column) * words + strip % words;
    int perFrame = g.sourceHeight() * g.sourceWidth() * words;
    int down = g.sourceWidth() * words;
    for (int frame = 0; frame < frames; frame++) {
      int at = first + frame * perFrame;
      for (int i = 0; i < g.pool() * g.pool(); i++) {
        long left = bits[at + i / g.pool() * down + i % g.pool() * words];
        while (left != 0) {
          int input = Long.numberOfTrailingZeros(left);
          events[listStart + input * capacity + counts[countStart + input]++] = frame;
          left &= left - 1;
        }
      }
    }
  }

  /**
   * Adds to the gradient of a strip and block.
   *
   * @param value what each spike is worth
   * @param capacity as in {@link #list}
   * @param listStart as in {@link #list}
   * @param events from {@link #list}
   * @param counts from {@link #list}
   * @param countStart as in {@link #list}
   * @param gradients output gradients from {@link #arrange}
   * @param start the first element of the block in the first frame that was listed
   * @param sums {@code [inputs][columns of a block]}, {@link #length} floats; modified
   * @param sumsStart its first element
   * @param scratch {@link #scratchLength} floats of any content; modified
   */
  public void add(
      int strip,
      int block,
      float value,
      int capacity,
      int listStart,
      int[] events,
      int[] counts,
      int countStart,
      float[] gradients,
      int start,
      float[] sums,
      int sumsStart,
      float[] scratch) {
    float factor = value / (geometry.pool() * geometry.pool());
    int valid = Math.min(width, geometry.channelsOut() - block * width);
    boolean whole = valid == width;
    for (int i = 0; i < inputs(strip); i++) {
      int from = listStart + i * capacity;
      int to = from + counts[countStart + i];
      int target = sumsStart + i * width;
      float[] out = whole ? sums : scratch;
      int outStart = whole ? target : 0;
      kernels.addRows(
          gradients, start, width, events, from, to, width, factor, out, outStart, whole);
      if (!whole) {
        kernels.add(valid, scratch, 0, sums, target);
      }
    }
  }
}
