package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * How the spikes of a synapse's source are listed as numbers of rows of weights, see {@link
 * EventList}. Immutable.
 */
public final class EventListing {
  /**
   * Rows of weights of a plane, at most, unless one channel has more: 48 KiB of a block of 64
   * outputs for a kernel of 3x3. More than half of these stay in a first-level cache of 32 KiB, and
   * with fewer rows each sum would be shorter.
   */
  private static final int ROWS = 256;

  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int words;

  /** Input channels of a plane: whole words, or a power of two that divides one. */
  private final int planeChannels;

  /** How many output pixels of a row see each column of the source. */
  private final int[] readers;

  /** How many rows of output pixels see each row of the source. */
  private final int[] rowReaders;

  /** Begins of columns of a band: those of the source, the padding, and the end. */
  private final int places;

  EventListing(FloatKernels kernels, ConvGeometry geometry) {
    this.kernels = kernels;
    this.geometry = geometry;
    this.words = SpikeWords.perPixel(geometry.channelsIn());
    int fitting = Math.max(1, ROWS / geometry.kernelWidth());
    this.planeChannels =
        fitting < Long.SIZE ? Integer.highestOneBit(fitting) : fitting / Long.SIZE * Long.SIZE;
    int stride = geometry.stride();
    int padding = geometry.padding();
    this.readers =
        readers(geometry.widthIn(), geometry.widthOut(), geometry.kernelWidth(), stride, padding);
    this.rowReaders =
        readers(
            geometry.heightIn(), geometry.heightOut(), geometry.kernelHeight(), stride, padding);
    int seen = (geometry.widthOut() - 1) * stride + geometry.kernelWidth();
    this.places = 1 + Math.max(seen, padding + geometry.widthIn());
  }

  /** How many outputs see each input along one direction. */
  private static int[] readers(int inputs, int outputs, int taps, int stride, int padding) {
    int[] readers = new int[inputs];
    for (int output = 0; output < outputs; output++) {
      for (int tap = 0; tap < taps; tap++) {
        int input = output * stride - padding + tap;
        if (input >= 0 && input < inputs) {
          readers[input]++;
        }
      }
    }
    return readers;
  }

  /** Input channels of a plane; the last may have fewer. */
  public int planeChannels() {
    return planeChannels;
  }

  /** How many pairs of a plane and a row of the kernel there are. */
  public int passes() {
    return planes(true) * geometry.kernelHeight();
  }

  private int planes(boolean inPlanes) {
    return inPlanes ? (geometry.channelsIn() + planeChannels - 1) / planeChannels : 1;
  }

  /** Bands of a frame, and of a plane of it. */
  int bands(boolean inPlanes) {
    return inPlanes ? geometry.heightIn() : geometry.heightOut();
  }

  /** Begins of columns of a band. */
  int places() {
    return places;
  }

  /**
   * Ints that lists of so many frames and spikes take, at most.
   *
   * @param planes whether some frames may be listed in planes
   */
  public long length(long spikes, int frames, boolean planes) {
    long whole = entries(spikes, false) + begins(frames, false);
    return planes ? whole + begins(frames, true) : whole;
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

  /**
   * Lists the spikes of some frames: of those that are to be taken plane by plane, or of the
   * others.
   *
   * @param bits spikes of the source
   * @param start first word of the first frame
   * @param frameWords distance of two frames
   * @param frames number of frames
   * @param spikes how many there are in the frames that are listed, or more
   * @param planes by frame from {@code firstPlanes} on, whether it is to be taken plane by plane
   * @param inPlanes whether it is those that are listed, or the others
   * @param notes modified
   * @param list modified
   * @throws IllegalArgumentException if that is more than an array holds
   */
  public void list(
      long[] bits,
      int start,
      int frameWords,
      int frames,
      long spikes,
      boolean[] planes,
      int firstPlanes,
      boolean inPlanes,
      SpikeNotes notes,
      EventList list) {
    list.begin(entries(spikes, inPlanes), begins(frames, inPlanes), inPlanes, frames);
    if (!inPlanes) {
      notes.begin(
          Math.min(spikes, geometry.sourceLength()), geometry.heightIn() * geometry.widthIn());
    }
    int n = 0;
    for (int plane = 0; plane < planes(inPlanes); plane++) {
      for (int frame = 0; frame < frames; frame++) {
        int columns = (plane * frames + frame) * bands(inPlanes) * places;
        int source = start + frame * frameWords;
        if (planes[firstPlanes + frame] != inPlanes) {
          continue;
        }
        list.take(frame);
        if (SpikeWords.silent(bits, source, frameWords)) {
          continue;
        }
        n =
            inPlanes
                ? listPlane(bits, source, frame, plane * planeChannels, list, n, columns)
                : listWhole(bits, source, frame, notes, list, n, columns);
      }
    }
  }

  /**
   * Lists the spikes of some images through a dense synapse plane by plane; what the images add of
   * a set of steps in a pass are runs that follow each other.
   *
   * @param bits spikes of the source {@code [image][set][word]}
   * @param frameWords words of a set
   * @param imageWords distance of two images
   * @param sets sets of steps, of the image that has most
   * @param images number of images
   * @param list modified; its frames are the sets
   * @param rows rows of weights that each image adds to each block of output channels; modified
   * @throws IllegalArgumentException if that is more than an array holds
   */
  public void listJointly(
      long[] bits,
      int frameWords,
      int imageWords,
      int sets,
      int images,
      EventList list,
      long[] rows) {
    long spikes = 0;
    for (int image = 0; image < images; image++) {
      spikes += SpikeWords.count(bits, image * imageWords, sets * frameWords);
    }
    list.begin(spikes, (long) passes() * sets * images * places, true, sets);
    Arrays.fill(rows, 0, images, 0L);
    int n = 0;
    int at = 0;
    for (int plane = 0; plane < planes(true); plane++) {
      for (int y = 0; y < geometry.heightIn(); y++) {
        for (int set = 0; set < sets; set++) {
          int begin = n;
          for (int image = 0; image < images; image++) {
            int frame = image * imageWords + set * frameWords;
            int end = listRow(bits, frame, y, plane * planeChannels, list, n, at);
            rows[image] += end - n;
            n = end;
            at += places;
          }
          list.note(set, n - begin);
        }
      }
    }
  }

  private int listPlane(
      long[] bits, int start, int frame, int channel, EventList list, int n, int columns) {
    int end = n;
    for (int y = 0; y < geometry.heightIn(); y++) {
      int at = columns + y * places;
      end = listRow(bits, start, y, channel, list, end, at);
      list.note(frame, sums(list, at) * rowReaders[y]);
    }
    return end;
  }

  /** Lists a row of the source, the channels of a plane, from entry n on, and returns the end. */
  private int listRow(
      long[] bits, int frame, int y, int channel, EventList list, int n, int columns) {
    ConvGeometry g = geometry;
    int[] rows = list.rows;
    int first = columns + g.padding();
    Arrays.fill(list.columns, columns, first, n);
    int down = g.sourceWidth() * words;
    int firstWord = channel / Long.SIZE;
    int endWord = Math.min(words, firstWord + (planeChannels + Long.SIZE - 1) / Long.SIZE);
    long wanted = planeChannels < Long.SIZE ? ((1L << planeChannels) - 1) << channel : -1L;
    int pixel = frame + y * down * g.pool();
    int row = 0;
    int end = n;
    for (int x = 0; x < g.widthIn(); x++) {
      list.columns[first + x] = end;
      for (int word = firstWord; word < endWord; word++) {
        int input = row + word * Long.SIZE;
        if (g.pool() == 1) {
          end = EventList.append(rows, end, bits[pixel + word] & wanted, input);
        } else {
          end = listWindow(bits, pixel + word, down, wanted, rows, end, input);
        }
      }
      pixel += g.pool() * words;
      row += g.channelsIn();
    }
    Arrays.fill(list.columns, first + g.widthIn(), columns + places, end);
    return end;
  }

  private int listWhole(
      long[] bits, int start, int frame, SpikeNotes notes, EventList list, int n, int columns) {
    if (!listPixels(bits, start, notes)) {
      return n;
    }
    int end = n;
    for (int oy = 0; oy < geometry.heightOut(); oy++) {
      int at = columns + oy * places;
      end = listBand(oy * geometry.stride() - geometry.padding(), notes, list, end, at);
      list.note(frame, sums(list, at));
    }
    return end;
  }

  /** Lists the spikes of one frame pixel by pixel, and returns whether there are any. */
  private boolean listPixels(long[] bits, int start, SpikeNotes notes) {
    ConvGeometry g = geometry;
    int[] pixels = notes.pixels;
    int[] spikes = notes.inputs;
    int down = g.sourceWidth() * words;
    int at = 0;
    int end = 0;
    for (int y = 0; y < g.heightIn(); y++) {
      int source = start + y * down * g.pool();
      int first = 0;
      for (int x = 0; x < g.widthIn(); x++) {
        pixels[at++] = end;
        int word = 0;
        do {
          int input = first + word * Long.SIZE;
          if (g.pool() == 1) {
            end = EventList.append(spikes, end, bits[source + word], input);
          } else {
            end = listWindow(bits, source + word, down, -1L, spikes, end, input);
          }
          word++;
        } while (word < words);
        source += g.pool() * words;
        first += g.channelsIn();
      }
    }
    pixels[at] = end;
    return end > 0;
  }

  private int listWindow(long[] bits, int at, int down, long wanted, int[] to, int n, int first) {
    int end = n;
    for (int py = 0; py < geometry.pool(); py++) {
      for (int px = 0; px < geometry.pool(); px++) {
        end = EventList.append(to, end, bits[at + py * down + px * words] & wanted, first);
      }
    }
    return end;
  }

  /**
   * Lists the rows of the source under the kernel column by column from entry n on, and returns the
   * end.
   */
  private int listBand(int top, SpikeNotes notes, EventList list, int n, int columns) {
    int firstRow = Math.max(0, -top);
    int height = Math.min(geometry.kernelHeight(), geometry.heightIn() - top);
    int shift = geometry.kernelWidth() * geometry.channelsIn();
    int first = columns + geometry.padding();
    int end =
        kernels.interleave(
            readers.length,
            Math.max(0, height - firstRow),
            notes.inputs,
            notes.pixels,
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
}
