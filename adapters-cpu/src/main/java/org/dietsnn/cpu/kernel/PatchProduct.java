package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * The products of patches with a matrix of {@code columns} columns, block by block of {@code
 * blockColumns}. Each element of a result is one chain of multiply-adds in a fixed order, whatever
 * the tiles, blocks and groups of images: results do not depend on how the work is cut.
 */
final class PatchProduct {
  /** Summands per pass over the tiles: keeps a block of weights in the first-level cache. */
  private static final int DEPTH = 256;

  /** Pixels per pass of the outer product, for the same reason. */
  private static final int PIXELS = 256;

  /** Rows of a weight-gradient unit; a multiple of the tile rows of all implementations. */
  private static final int STRIP = 192;

  private final FloatKernels kernels;
  private final PatchLayout layout;
  private final int columns;
  private final int width;
  private final int tile;
  private final int tileRows;
  private final int[] gatheredOffset;
  private final PatchTaps taps;

  /**
   * Prepares products.
   *
   * @param taps which taps read zeros and are left out; null if none
   */
  PatchProduct(FloatKernels kernels, PatchLayout layout, PatchTaps taps, int columns) {
    this.kernels = kernels;
    this.layout = layout;
    this.taps = taps;
    this.columns = columns;
    this.width = kernels.blockColumns(columns);
    this.tile = kernels.tileColumns(columns);
    this.tileRows = kernels.tileRows();
    long packed = (long) blocks() * layout.depth() * width;
    if (packed > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "weights of %d rows and %d columns take %d numbers in blocks of %d columns, at most %d"
              .formatted(layout.depth(), columns, packed, width, Integer.MAX_VALUE));
    }
    this.gatheredOffset = new int[PIXELS];
    Arrays.setAll(gatheredOffset, i -> i * tileRows);
  }

  int blockColumns() {
    return width;
  }

  int blocks() {
    return (columns + width - 1) / width;
  }

  int packedLength() {
    return blocks() * layout.depth() * width;
  }

  int units() {
    return blocks() * layout.segments() * stripsPerSegment();
  }

  /** Where the rows of a unit, which follow each other, begin in the packed gradient. */
  int unitStart(int unit) {
    int strips = stripsPerSegment();
    int segment = unit / strips % layout.segments();
    int block = unit / strips / layout.segments();
    int i = segment * layout.segmentLength() + unit % strips * STRIP;
    return (block * layout.depth() + i) * width;
  }

  int unitLength(int unit) {
    int inSegment = unit % stripsPerSegment() * STRIP;
    return Math.min(STRIP, layout.segmentLength() - inSegment) * width;
  }

  int scratchLength() {
    return tileRows * tile + PIXELS * tile + PIXELS * tileRows;
  }

  private int stripsPerSegment() {
    return (layout.segmentLength() + STRIP - 1) / STRIP;
  }

  /** {@code c[row][column] (=|+=) patches * packed} for the blocks {@code [from, to)}. */
  void multiply(
      int images,
      float[] a,
      int aStart,
      float[] packed,
      int packedStart,
      int from,
      int to,
      float[] c,
      int cStart,
      boolean accumulate,
      float[] scratch) {
    int rows = images * layout.rowsPerImage();
    int tiles = width / tile;
    for (int strip = from * tiles; strip < to * tiles && strip * tile < columns; strip++) {
      int first = cStart + strip * tile;
      int valid = Math.min(tile, columns - strip * tile);
      if (!accumulate && valid == columns) {
        Arrays.fill(c, first, first + rows * columns, 0f);
      } else if (!accumulate) {
        for (int row = 0; row < rows; row++) {
          int start = first + row * columns;
          Arrays.fill(c, start, start + valid, 0f);
        }
      }
      int bStart = packedStart + strip / tiles * layout.depth() * width + strip % tiles * tile;
      if (taps != null && images >= tileRows) {
        multiplyTaps(images, a, aStart, packed, bStart, c, first, valid, scratch);
        continue;
      }
      for (int segment = 0; segment < layout.segments(); segment++) {
        int shift = aStart + segment * layout.segmentShift();
        for (int done = 0; done < layout.segmentLength(); done += DEPTH) {
          int depth = Math.min(DEPTH, layout.segmentLength() - done);
          multiplyRows(
              rows,
              depth,
              a,
              layout.offset(),
              0,
              shift + done,
              packed,
              bStart,
              c,
              first,
              columns,
              valid,
              scratch);
          bStart += depth * width;
        }
      }
    }
  }

  /** One strip, tap by tap, for the output pixels that the tap brings more than zeros. */
  private void multiplyTaps(
      int images,
      float[] a,
      int aStart,
      float[] packed,
      int packedStart,
      float[] c,
      int cStart,
      int valid,
      float[] scratch) {
    int bStart = packedStart;
    for (int tap = 0; tap < taps.count(); tap++) {
      int shift = aStart + taps.shift(tap);
      for (int done = 0; done < taps.channels(); done += DEPTH) {
        int depth = Math.min(DEPTH, taps.channels() - done);
        for (int pixel = 0; pixel < taps.pixels(); pixel++) {
          if (taps.sees(pixel, tap)) {
            multiplyRows(
                images,
                depth,
                a,
                taps.offset(),
                taps.firstOffset(pixel),
                shift + done,
                packed,
                bStart,
                c,
                cStart + pixel * columns,
                taps.pixels() * columns,
                valid,
                scratch);
          }
        }
        bStart += depth * width;
      }
    }
  }

  private void multiplyRows(
      int rows,
      int depth,
      float[] a,
      int[] offset,
      int firstOffset,
      int shift,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int cStride,
      int valid,
      float[] scratch) {
    int whole = valid == tile ? rows - rows % tileRows : 0;
    for (int row = 0; row < whole; row += tileRows) {
      int start = cStart + row * cStride;
      int first = firstOffset + row;
      kernels.multiplyTile(
          depth, tile, a, offset, first, shift, b, bStart, width, c, start, cStride);
    }
    int[] edge = whole < rows ? new int[tileRows] : offset;
    for (int row = whole; row < rows; row += tileRows) {
      int count = Math.min(tileRows, rows - row);
      for (int r = 0; r < tileRows; r++) {
        edge[r] = offset[firstOffset + row + Math.min(r, count - 1)];
      }
      int start = cStart + row * cStride;
      copyRows(count, valid, c, start, cStride, scratch, 0, tile);
      kernels.multiplyTile(depth, tile, a, edge, 0, shift, b, bStart, width, scratch, 0, tile);
      copyRows(count, valid, scratch, 0, tile, c, start, cStride);
    }
  }

  /**
   * {@code gradient[block][i][column] += sum over rows of patch[row][i] * d[row][column]} for the
   * units {@code [from, to)}; a unit is a strip of i of one block.
   */
  void outer(
      int images,
      float[] a,
      int aStart,
      float[] d,
      int dStart,
      int from,
      int to,
      PackedWeights gradient,
      float[] scratch) {
    int rows = images * layout.rowsPerImage();
    int strips = stripsPerSegment();
    for (int unit = from; unit < to; unit++) {
      int inSegment = unit % strips * STRIP;
      int segment = unit / strips % layout.segments();
      int block = unit / strips / layout.segments();
      int count = Math.min(STRIP, layout.segmentLength() - inSegment);
      int shift = aStart + segment * layout.segmentShift() + inSegment;
      int gStart = gradient.start() + unitStart(unit);
      for (int column = 0; column < width && block * width + column < columns; column += tile) {
        int valid = Math.min(tile, columns - block * width - column);
        int dFirst = dStart + block * width + column;
        outerStrip(
            rows, count, a, shift, d, dFirst, valid, gradient.values(), gStart + column, scratch);
      }
    }
  }

  private void outerStrip(
      int rows,
      int count,
      float[] a,
      int shift,
      float[] d,
      int dFirst,
      int valid,
      float[] gradient,
      int gStart,
      float[] scratch) {
    for (int pixel = 0; pixel < rows; pixel += PIXELS) {
      int pixels = Math.min(PIXELS, rows - pixel);
      float[] b = d;
      int bStart = dFirst + pixel * columns;
      int bStride = columns;
      if (valid < tile) {
        b = scratch;
        bStart = tileRows * tile;
        bStride = tile;
        Arrays.fill(scratch, bStart, bStart + pixels * tile, 0f);
        copyRows(pixels, valid, d, dFirst + pixel * columns, columns, b, bStart, tile);
      }
      outerRows(pixel, pixels, count, a, shift, b, bStart, bStride, gradient, gStart, scratch);
    }
  }

  private void outerRows(
      int pixel,
      int pixels,
      int count,
      float[] a,
      int shift,
      float[] b,
      int bStart,
      int bStride,
      float[] gradient,
      int gStart,
      float[] scratch) {
    int[] offset = layout.offset();
    int whole = count - count % tileRows;
    for (int i = 0; i < whole; i += tileRows) {
      int start = gStart + i * width;
      kernels.outerTile(
          pixels, tile, a, offset, pixel, shift + i, b, bStart, bStride, gradient, start, width);
    }
    if (whole < count) {
      int left = count - whole;
      int gathered = (tileRows + PIXELS) * tile;
      for (int p = 0; p < pixels; p++) {
        int source = offset[pixel + p] + shift + whole;
        System.arraycopy(a, source, scratch, gathered + p * tileRows, left);
      }
      int start = gStart + whole * width;
      copyRows(left, tile, gradient, start, width, scratch, 0, tile);
      kernels.outerTile(
          pixels, tile, scratch, gatheredOffset, 0, gathered, b, bStart, bStride, scratch, 0, tile);
      copyRows(left, tile, scratch, 0, tile, gradient, start, width);
    }
  }

  private static void copyRows(
      int rows,
      int length,
      float[] from,
      int fromStart,
      int fromStride,
      float[] to,
      int toStart,
      int toStride) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, fromStart + row * fromStride, to, toStart + row * toStride, length);
    }
  }
}
