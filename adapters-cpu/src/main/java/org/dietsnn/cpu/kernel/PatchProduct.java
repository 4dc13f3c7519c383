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
  private final int tileRows;
  private final int[] gatheredOffset;

  PatchProduct(FloatKernels kernels, PatchLayout layout, int columns) {
    this.kernels = kernels;
    this.layout = layout;
    this.columns = columns;
    this.width = kernels.tileColumns(columns);
    this.tileRows = kernels.tileRows();
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

  int scratchLength() {
    return tileRows * width + PIXELS * width + PIXELS * tileRows;
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
      int from,
      int to,
      float[] c,
      int cStart,
      boolean accumulate,
      float[] scratch) {
    int rows = images * layout.rowsPerImage();
    for (int block = from; block < to; block++) {
      int first = cStart + block * width;
      int valid = Math.min(width, columns - block * width);
      if (!accumulate) {
        for (int row = 0; row < rows; row++) {
          int start = first + row * columns;
          Arrays.fill(c, start, start + valid, 0f);
        }
      }
      int bStart = block * layout.depth() * width;
      for (int segment = 0; segment < layout.segments(); segment++) {
        int shift = aStart + segment * layout.segmentShift();
        for (int done = 0; done < layout.segmentLength(); done += DEPTH) {
          int depth = Math.min(DEPTH, layout.segmentLength() - done);
          multiplyRows(rows, depth, a, shift + done, packed, bStart, c, first, valid, scratch);
          bStart += depth * width;
        }
      }
    }
  }

  private void multiplyRows(
      int rows,
      int depth,
      float[] a,
      int shift,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int valid,
      float[] scratch) {
    int[] offset = layout.offset();
    int whole = valid == width ? rows - rows % tileRows : 0;
    for (int row = 0; row < whole; row += tileRows) {
      int start = cStart + row * columns;
      kernels.multiplyTile(depth, width, a, offset, row, shift, b, bStart, c, start, columns);
    }
    int[] edge = whole < rows ? new int[tileRows] : offset;
    for (int row = whole; row < rows; row += tileRows) {
      int count = Math.min(tileRows, rows - row);
      for (int r = 0; r < tileRows; r++) {
        edge[r] = offset[row + Math.min(r, count - 1)];
      }
      int start = cStart + row * columns;
      copyRows(count, valid, c, start, columns, scratch, 0, width);
      kernels.multiplyTile(depth, width, a, edge, 0, shift, b, bStart, scratch, 0, width);
      copyRows(count, valid, scratch, 0, width, c, start, columns);
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
      float[] gradient,
      float[] scratch) {
    int rows = images * layout.rowsPerImage();
    int strips = stripsPerSegment();
    for (int unit = from; unit < to; unit++) {
      int inSegment = unit % strips * STRIP;
      int segment = unit / strips % layout.segments();
      int block = unit / strips / layout.segments();
      int count = Math.min(STRIP, layout.segmentLength() - inSegment);
      int shift = aStart + segment * layout.segmentShift() + inSegment;
      int i = segment * layout.segmentLength() + inSegment;
      int gStart = (block * layout.depth() + i) * width;
      int dFirst = dStart + block * width;
      for (int pixel = 0; pixel < rows; pixel += PIXELS) {
        int pixels = Math.min(PIXELS, rows - pixel);
        int valid = Math.min(width, columns - block * width);
        float[] b = d;
        int bStart = dFirst + pixel * columns;
        int bStride = columns;
        if (valid < width) {
          b = scratch;
          bStart = tileRows * width;
          bStride = width;
          Arrays.fill(scratch, bStart, bStart + pixels * width, 0f);
          copyRows(pixels, valid, d, dFirst + pixel * columns, columns, b, bStart, width);
        }
        outerRows(pixel, pixels, count, a, shift, b, bStart, bStride, gradient, gStart, scratch);
      }
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
          pixels, width, a, offset, pixel, shift + i, b, bStart, bStride, gradient, start);
    }
    if (whole < count) {
      int left = count - whole;
      int gathered = (tileRows + PIXELS) * width;
      for (int p = 0; p < pixels; p++) {
        int source = offset[pixel + p] + shift + whole;
        System.arraycopy(a, source, scratch, gathered + p * tileRows, left);
      }
      int start = gStart + whole * width;
      copyRows(left, width, gradient, start, width, scratch, 0, width);
      kernels.outerTile(
          pixels, width, scratch, gatheredOffset, 0, gathered, b, bStart, bStride, scratch, 0);
      copyRows(left, width, scratch, 0, width, gradient, start, width);
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
