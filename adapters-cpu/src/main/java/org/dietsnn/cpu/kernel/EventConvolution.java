package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * A synapse driven by spikes: its work is proportional to the spikes that arrive, because a silent
 * input adds nothing and a spike adds a row of weights, without multiplying. Equal to {@link
 * Convolution} but for the order of the float sums. Immutable; threads bring their own arrays.
 *
 * <p>Spikes are bits, one word per pixel and 64 channels: {@code [row][column][word]}, see {@link
 * SpikeWords}. They are listed once, see {@link EventList}, and every block of output channels
 * reads the same list. Average pooling needs no data of its own: the spikes of a window are those
 * of its pooled pixel, and the sum is divided by the window's area once. A row that several neurons
 * of a window name is added as often: the second time it comes from the first-level cache.
 *
 * <p>Few spikes are taken window by window, and the rows of weights that they name come from the
 * second-level cache. Many are taken plane by plane, the same few rows of weights for many windows,
 * which then come from the first-level cache while the sums go back and forth. Measured on one core
 * of AVX-512, 128 to 256 channels of 16x16, billion additions per second window by window / plane
 * by plane: 29 / 18 at 0.05 spikes per input, 34 / 34 at 0.2, 30 / 42 at 0.48.
 */
public final class EventConvolution {
  /** Channels that are taken at a time where spikes are many. */
  public static final int PLANE = 32;

  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int width;
  private final int words;

  /** How many output pixels of a row see each column of the source. */
  private final int[] readers;

  /** Begins of columns of a band: those of the source, the padding, and the end. */
  private final int places;

  /** Prepares a synapse; weights are packed by {@link Convolution#packWeights}. */
  public EventConvolution(FloatKernels kernels, ConvGeometry geometry) {
    this.kernels = kernels;
    this.geometry = geometry;
    this.width = kernels.blockColumns(geometry.channelsOut());
    this.words = SpikeWords.perPixel(geometry.channelsIn());
    this.readers = new int[geometry.widthIn()];
    for (int ox = 0; ox < geometry.widthOut(); ox++) {
      for (int kx = 0; kx < geometry.kernelWidth(); kx++) {
        int x = left(ox) + kx;
        if (x >= 0 && x < readers.length) {
          readers[x]++;
        }
      }
    }
    int seen = (geometry.widthOut() - 1) * geometry.stride() + geometry.kernelWidth();
    this.places = 1 + Math.max(seen, geometry.padding() + geometry.widthIn());
  }

  /** Columns of a block of output channels, which is what {@link #forward} computes at a time. */
  public int blockColumns() {
    return width;
  }

  /** Whether spikes can be taken plane by plane. */
  public boolean hasPlanes() {
    return !geometry.isDense() && geometry.channelsIn() > PLANE;
  }

  private int planes(boolean inPlanes) {
    return inPlanes ? (geometry.channelsIn() + PLANE - 1) / PLANE : 1;
  }

  private int bands(boolean inPlanes) {
    return inPlanes ? geometry.heightIn() : geometry.heightOut();
  }

  /** Ints that a list of so many frames and spikes takes, at most, if not in planes. */
  public long listLength(long spikes, int frames) {
    return spikes + entries(spikes, false) + begins(frames, false);
  }

  /** Entries of so many spikes, at most: one in each band that has their row. */
  private long entries(long spikes, boolean inPlanes) {
    int stride = geometry.stride();
    int bands = (geometry.kernelHeight() + stride - 1) / stride;
    return inPlanes ? spikes : spikes * Math.min(geometry.heightOut(), bands);
  }

  private long begins(int frames, boolean inPlanes) {
    return (long) planes(inPlanes) * frames * bands(inPlanes) * places;
  }

  /** The column of the source that the left column of the kernel meets; it may lie outside. */
  private int left(int ox) {
    return ox * geometry.stride() - geometry.padding();
  }

  /**
   * Lists the spikes of some frames.
   *
   * @param bits spikes of the source
   * @param start first word of the first frame
   * @param frameWords distance of two frames
   * @param frames number of frames
   * @param spikes how many there are in all frames, or more
   * @param inPlanes whether they will be taken plane by plane, only if {@link #hasPlanes}
   * @param list modified
   * @throws IllegalArgumentException if that is more than an array holds
   */
  public void list(
      long[] bits,
      int start,
      int frameWords,
      int frames,
      long spikes,
      boolean inPlanes,
      EventList list) {
    list.begin(spikes, entries(spikes, inPlanes), begins(frames, inPlanes), inPlanes, frames);
    int columns = 0;
    int n = 0;
    for (int plane = 0; plane < planes(inPlanes); plane++) {
      long wanted = inPlanes ? ((1L << PLANE) - 1) << (plane * PLANE) : -1L;
      int firstWord = inPlanes ? plane * PLANE / Long.SIZE : 0;
      int endWord = inPlanes ? firstWord + 1 : words;
      for (int frame = 0; frame < frames; frame++) {
        if (!listPixels(bits, start + frame * frameWords, firstWord, endWord, wanted, list)) {
          int next = columns + bands(inPlanes) * places;
          Arrays.fill(list.columns, columns, next, n);
          columns = next;
          continue;
        }
        for (int band = 0; band < bands(inPlanes); band++) {
          int top = inPlanes ? band : band * geometry.stride() - geometry.padding();
          n = listBand(top, inPlanes ? 1 : geometry.kernelHeight(), list, n, columns);
          list.note(frame, sums(list, columns) * (inPlanes ? readersOfRow(band) : 1));
          columns += places;
        }
      }
    }
  }

  /** Lists the spikes of one frame pixel by pixel, and returns whether there are any. */
  private boolean listPixels(
      long[] bits, int start, int firstWord, int endWord, long wanted, EventList list) {
    ConvGeometry g = geometry;
    int[] pixels = list.pixels(g.heightIn() * g.widthIn() + 1);
    int down = g.sourceWidth() * words;
    int at = 0;
    int end = 0;
    for (int y = 0; y < g.heightIn(); y++) {
      int source = start + y * down * g.pool();
      int first = 0;
      for (int x = 0; x < g.widthIn(); x++) {
        pixels[at++] = end;
        int word = firstWord;
        do {
          int input = first + word * Long.SIZE;
          if (g.pool() == 1) {
            end = list.append(end, bits[source + word] & wanted, input);
          } else {
            end = listWindow(bits, source + word, down, wanted, list, end, input);
          }
          word++;
        } while (word < endWord);
        source += g.pool() * words;
        first += g.channelsIn();
      }
    }
    pixels[at] = end;
    return end > 0;
  }

  private int listWindow(
      long[] bits, int at, int down, long wanted, EventList list, int n, int first) {
    int end = n;
    for (int py = 0; py < geometry.pool(); py++) {
      for (int px = 0; px < geometry.pool(); px++) {
        end = list.append(end, bits[at + py * down + px * words] & wanted, first);
      }
    }
    return end;
  }

  /** Lists some rows of the source column by column from entry n on, and returns the end. */
  private int listBand(int top, int height, EventList list, int n, int columns) {
    int firstRow = Math.max(0, -top);
    int count = Math.max(0, Math.min(height, geometry.heightIn() - top) - firstRow);
    int shift = geometry.kernelWidth() * geometry.channelsIn();
    int first = columns + geometry.padding();
    int end =
        kernels.interleave(
            readers.length,
            count,
            list.spikes,
            list.pixels(0),
            (top + firstRow) * readers.length,
            firstRow * shift,
            shift,
            list.rows,
            n,
            list.columns,
            first);
    Arrays.fill(list.columns, columns, first, n);
    Arrays.fill(list.columns, first + readers.length, columns + places, end);
    return end;
  }

  /** Rows of weights that the output pixels of a row add, of one band. */
  private long sums(EventList list, int columns) {
    int first = columns + geometry.padding();
    long sums = 0;
    for (int x = 0; x < readers.length; x++) {
      sums += (long) (list.columns[first + x + 1] - list.columns[first + x]) * readers[x];
    }
    return sums;
  }

  /** How many rows of output pixels see a row of the source. */
  private int readersOfRow(int y) {
    int seen = 0;
    for (int oy = 0; oy < geometry.heightOut(); oy++) {
      int row = y - oy * geometry.stride() + geometry.padding();
      seen += row >= 0 && row < geometry.kernelHeight() ? 1 : 0;
    }
    return seen;
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
    int passes = list.inPlanes ? planes(true) * geometry.kernelHeight() : 1;
    for (int pass = 0; pass < passes; pass++) {
      for (int frame = 0; frame < frames; frame++) {
        boolean add = held[firstHeld + frame] || pass > 0;
        int target = outStart + frame * frameStride;
        if (!list.silent(frame)) {
          addFrame(
              list,
              pass,
              frame,
              frames,
              factor,
              packed.values(),
              weights,
              fromPixel,
              toPixel,
              out,
              target,
              pixelStride,
              add);
        } else if (!add) {
          for (int i = 0; i < toPixel - fromPixel; i++) {
            clear(out, target + i * pixelStride);
          }
        }
      }
    }
  }

  private void addFrame(
      EventList list,
      int pass,
      int frame,
      int frames,
      float factor,
      float[] rows,
      int weights,
      int fromPixel,
      int toPixel,
      float[] out,
      int outStart,
      int pixelStride,
      boolean add) {
    int widthOut = geometry.widthOut();
    int target = outStart;
    int pixel = fromPixel;
    while (pixel < toPixel) {
      int oy = pixel / widthOut;
      int ox = pixel % widthOut;
      int count = Math.min(toPixel - pixel, widthOut - ox);
      int ky = list.inPlanes ? pass % geometry.kernelHeight() : 0;
      int plane = pass / geometry.kernelHeight();
      int band = list.inPlanes ? oy * geometry.stride() - geometry.padding() + ky : oy;
      int bands = bands(list.inPlanes);
      if (band >= 0 && band < bands) {
        int columns = ((plane * frames + frame) * bands + band) * places;
        int first = weights + ky * geometry.kernelWidth() * geometry.channelsIn() * width;
        addRow(list, columns, factor, rows, first, ox, count, out, target, pixelStride, add);
      } else if (!add) {
        for (int i = 0; i < count; i++) {
          clear(out, target + i * pixelStride);
        }
      }
      pixel += count;
      target += count * pixelStride;
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
    int perColumn = geometry.channelsIn() * width;
    int stride = geometry.stride();
    int reach = geometry.kernelWidth();
    int target = outStart;
    for (int ox = fromX; ox < fromX + count; ox++) {
      int column = columns + ox * stride;
      kernels.addRows(
          rows,
          weights - left(ox) * perColumn,
          width,
          list.rows,
          list.columns[column],
          list.columns[column + reach],
          width,
          factor,
          out,
          target,
          add);
      target += pixelStride;
    }
  }

  private void clear(float[] out, int start) {
    Arrays.fill(out, start, start + width, 0f);
  }
}
