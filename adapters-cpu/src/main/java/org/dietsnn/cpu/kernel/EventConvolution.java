package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * A synapse driven by spikes: its work is proportional to the spikes that arrive, because a silent
 * input adds nothing and a spike adds a row of weights, without multiplying. Equal to {@link
 * Convolution} but for the order of the float sums. Immutable; threads bring their own arrays.
 *
 * <p>Spikes are bits, one word per pixel and 64 channels: {@code [row][column][word]}, see {@link
 * SpikeWords}. They are listed once, and every block of output channels reads the same list.
 * Average pooling needs no data of its own: the spikes of a window are an event of its pooled
 * pixel, and the sum is divided by the window's area once; where more than one neuron of a 2x2
 * window fired, the event counts them, and its row is added once, multiplied.
 *
 * <p>Few events are taken window by window, and the rows of weights that they name come from the
 * second-level cache. Many events are taken plane by plane, the same few rows of weights for many
 * windows, which then come from the first-level cache while the sums go back and forth. Measured on
 * one core of AVX-512, 128 to 256 channels of 16x16, billion additions per second window by window
 * / plane by plane: 29 / 18 at 0.05 events per input, 34 / 34 at 0.2, 30 / 42 at 0.48.
 */
public final class EventConvolution {
  /** Channels that are taken at a time where events are many. */
  public static final int PLANE = 32;

  private static final int MOST_RUNS = 3;

  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int width;
  private final int words;
  private final int pixels;
  private final int kernelHeight;

  /** Prepares a synapse; weights are packed by {@link Convolution#packWeights}. */
  public EventConvolution(FloatKernels kernels, ConvGeometry geometry) {
    this.kernels = kernels;
    this.geometry = geometry;
    this.width = kernels.blockColumns(geometry.channelsOut());
    this.words = SpikeWords.perPixel(geometry.channelsIn());
    this.pixels = geometry.heightOut() * geometry.widthOut();
    this.kernelHeight = geometry.isDense() ? 1 : geometry.kernelHeight();
  }

  /** Columns of a block of output channels, which is what {@link #forward} computes at a time. */
  public int blockColumns() {
    return width;
  }

  /** Whether events can be taken plane by plane. */
  public boolean hasPlanes() {
    return !geometry.isDense() && geometry.channelsIn() > PLANE;
  }

  private int planes(boolean inPlanes) {
    return inPlanes ? (geometry.channelsIn() + PLANE - 1) / PLANE : 1;
  }

  /** Rows of the kernel whose runs are taken together. */
  private int together(boolean inPlanes) {
    return inPlanes ? 1 : Math.min(MOST_RUNS, kernelHeight);
  }

  /** How often all pixels are walked through for one plane. */
  private int passes(boolean inPlanes) {
    return (kernelHeight + together(inPlanes) - 1) / together(inPlanes);
  }

  /** Ints that name the events of each output pixel in a list of so many frames. */
  public long runsLength(int frames, boolean inPlanes) {
    long runs = (long) planes(inPlanes) * passes(inPlanes) * together(inPlanes);
    return runs * frames * pixels * 3;
  }

  /**
   * Lists the events of some frames.
   *
   * @param bits spikes of the source
   * @param start first word of the first frame
   * @param frameWords distance of two frames
   * @param frames number of frames
   * @param most spikes in all frames, or more
   * @param inPlanes whether they will be taken plane by plane, only if {@link #hasPlanes}
   * @param list modified
   * @throws IllegalArgumentException if {@link #runsLength} is more than an array holds
   */
  public void list(
      long[] bits,
      int start,
      int frameWords,
      int frames,
      int most,
      boolean inPlanes,
      EventList list) {
    long length = runsLength(frames, inPlanes);
    if (length > EventList.MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          ("%d pixels x %d time steps see their events in %d numbers, an array holds %d; take fewer"
                  + " time steps")
              .formatted(pixels, frames, length, EventList.MOST_ELEMENTS));
    }
    int planes = planes(inPlanes);
    int together = together(inPlanes);
    int passes = passes(inPlanes);
    list.begin(most, geometry.pool() == 2, planes, frames);
    list.makeRoomForRuns((int) length);
    for (int plane = 0; plane < planes; plane++) {
      long wanted = inPlanes ? ((1L << PLANE) - 1) << (plane * PLANE) : -1L;
      int firstWord = inPlanes ? plane * PLANE / Long.SIZE : 0;
      int endWord = inPlanes ? firstWord + 1 : words;
      for (int frame = 0; frame < frames; frame++) {
        int before = list.size;
        listFrame(bits, start + frame * frameWords, firstWord, endWord, wanted, list);
        list.note(frame, list.size > before);
        for (int pass = 0; pass < passes; pass++) {
          int first = ((plane * passes + pass) * frames + frame) * pixels * together * 3;
          fillRuns(pass * together, together, list, first);
        }
      }
    }
  }

  private void listFrame(
      long[] bits, int start, int firstWord, int endWord, long wanted, EventList list) {
    ConvGeometry g = geometry;
    boolean dense = g.isDense();
    int[] index = list.index(dense ? 2 : g.heightIn() * (g.widthIn() + 1));
    int at = 0;
    index[0] = list.size;
    int heightIn = g.heightIn();
    int widthIn = g.widthIn();
    for (int y = 0; y < heightIn; y++) {
      int row = dense ? y * widthIn : 0;
      for (int x = 0; x < widthIn; x++) {
        if (!dense) {
          index[at++] = list.size;
        }
        int position = (row + x) * g.channelsIn();
        int pixel = start + (y * g.sourceWidth() + x) * g.pool() * words;
        for (int word = firstWord; word < endWord; word++) {
          listWord(bits, pixel + word, wanted, position + word * Long.SIZE, list);
        }
      }
      if (!dense) {
        index[at++] = list.size;
      }
    }
    if (dense) {
      index[1] = list.size;
    }
  }

  /** Names the events that each output pixel sees through some rows of the kernel. */
  private void fillRuns(int fromKy, int count, EventList list, int first) {
    ConvGeometry g = geometry;
    int[] index = list.index(0);
    int[] runs = list.runs;
    if (g.isDense()) {
      runs[first] = 0;
      runs[first + 1] = index[0];
      runs[first + 2] = index[1];
      list.rows += index[1] - index[0];
      return;
    }
    int perPixel = count * 3;
    int perRow = g.widthOut() * perPixel;
    for (int oy = 0; oy < g.heightOut(); oy++) {
      for (int i = 0; i < count; i++) {
        int ky = fromKy + i;
        int y = oy * g.stride() - g.padding() + ky;
        int at = first + oy * perRow + i * 3;
        if (ky < kernelHeight && y >= 0 && y < g.heightIn()) {
          list.rows += fillRow(index, y * (g.widthIn() + 1), ky, runs, at, perPixel);
        } else {
          for (int ox = 0; ox < g.widthOut(); ox++, at += perPixel) {
            runs[at + 1] = 0;
            runs[at + 2] = 0;
          }
        }
      }
    }
  }

  /** Names the events that a row of output pixels sees through one row of the kernel. */
  private int fillRow(int[] index, int first, int ky, int[] runs, int firstRun, int perPixel) {
    int rowOfWeights = geometry.channelsIn() * width;
    int kernelWidth = geometry.kernelWidth();
    int widthIn = geometry.widthIn();
    int stride = geometry.stride();
    int at = firstRun;
    int rows = 0;
    int left = -geometry.padding();
    for (int ox = 0; ox < geometry.widthOut(); ox++) {
      int from = Math.min(widthIn, Math.max(0, left));
      int begin = index[first + from];
      int end = index[first + Math.max(from, Math.min(widthIn, left + kernelWidth))];
      runs[at] = (ky * kernelWidth - left) * rowOfWeights;
      runs[at + 1] = begin;
      runs[at + 2] = end;
      rows += end - begin;
      at += perPixel;
      left += stride;
    }
    return rows;
  }

  private void listWord(long[] bits, int at, long wanted, int position, EventList list) {
    int down = geometry.sourceWidth() * words;
    if (geometry.pool() == 1) {
      list.append(bits[at] & wanted, position);
    } else if (geometry.pool() == 2) {
      list.append(SpikeWords.window(bits, at, words, down, wanted), position);
    } else {
      for (int py = 0; py < geometry.pool(); py++) {
        for (int px = 0; px < geometry.pool(); px++) {
          list.append(bits[at + py * down + px * words] & wanted, position);
        }
      }
    }
  }

  /**
   * {@code out (=|+=) conv(source)} for some pixels of one frame and one block of output channels.
   * Columns of the block beyond the last channel receive zeros.
   *
   * @param list from {@link #list}
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
    float factor = value / (geometry.pool() * geometry.pool());
    int weights = packed.start() + block * geometry.fanIn() * width;
    int together = together(list.planes > 1);
    int passes = list.planes * passes(list.planes > 1);
    for (int pass = 0; pass < passes; pass++) {
      for (int frame = 0; frame < frames; frame++) {
        boolean add = held[firstHeld + frame] || pass > 0;
        if (list.silent(frame)) {
          if (!add) {
            clear(out, outStart + frame * frameStride, toPixel - fromPixel, pixelStride);
          }
          continue;
        }
        int run = ((pass * frames + frame) * pixels + fromPixel) * together * 3;
        int target = outStart + frame * frameStride;
        for (int pixel = fromPixel; pixel < toPixel; pixel++) {
          if (list.weighted) {
            kernels.addWeightedRows(
                packed.values(),
                weights,
                width,
                list.inputs,
                list.counts,
                list.runs,
                run,
                together,
                width,
                factor,
                out,
                target,
                add);
          } else {
            kernels.addRows(
                packed.values(),
                weights,
                width,
                list.inputs,
                list.runs,
                run,
                together,
                width,
                factor,
                out,
                target,
                add);
          }
          run += together * 3;
          target += pixelStride;
        }
      }
    }
  }

  private void clear(float[] out, int start, int count, int stride) {
    for (int i = 0; i < count; i++) {
      Arrays.fill(out, start + i * stride, start + i * stride + width, 0f);
    }
  }
}
