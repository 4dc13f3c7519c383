package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * A synapse driven by spikes: its work is proportional to the spikes that arrive, because a silent
 * input adds nothing and a spike adds a row of weights, without multiplying. Equal to {@link
 * Convolution} but for the order of the float sums. Immutable; threads bring their own arrays.
 *
 * <p>All non-zero values of the source must be equal ({@code value}: 1, or the factor of dropout).
 * Average pooling needs no data of its own: the spikes of a window are events of its pooled pixel,
 * and the sum is divided by the window's area once.
 */
public final class EventConvolution {
  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int width;

  /** Prepares a synapse; weights are packed by {@link Convolution#packWeights}. */
  public EventConvolution(FloatKernels kernels, ConvGeometry geometry) {
    this.kernels = kernels;
    this.geometry = geometry;
    this.width = kernels.tileColumns(geometry.channelsOut());
  }

  /** Most events of one frame. */
  public int eventCapacity() {
    int window = geometry.pool() * geometry.pool();
    return geometry.pooledLength() * window;
  }

  /** Entries of the pixel index of one frame. */
  public int indexLength() {
    return geometry.heightIn() * (geometry.widthIn() + 1);
  }

  /** Floats of per-thread scratch. */
  public int scratchLength() {
    return width;
  }

  /**
   * Lists the events of one frame in the order of pooled rows, columns and channels: event {@code
   * column * cIn + channel} belongs to pooled pixel (y, column) if its place in the list lies
   * between the entries {@code y * (widthIn + 1) + column} and the next of the index.
   *
   * @param source {@code [sourceHeight][sourceWidth][cIn]} of any activity
   * @param start its first element
   * @param events {@link #eventCapacity} entries; modified
   * @param index {@link #indexLength} entries; modified
   */
  public void list(float[] source, int start, int[] events, int[] index) {
    ConvGeometry g = geometry;
    int n = 0;
    int at = 0;
    for (int y = 0; y < g.heightIn(); y++) {
      for (int x = 0; x < g.widthIn(); x++) {
        index[at++] = n;
        for (int py = 0; py < g.pool(); py++) {
          int row = y * g.pool() + py;
          for (int px = 0; px < g.pool(); px++) {
            int pixel = start + (row * g.sourceWidth() + x * g.pool() + px) * g.channelsIn();
            n = append(source, pixel, x * g.channelsIn(), events, n);
          }
        }
      }
      index[at++] = n;
    }
  }

  private int append(float[] source, int pixel, int position, int[] events, int count) {
    int n = count;
    for (int c = 0; c < geometry.channelsIn(); c += Long.SIZE) {
      int some = Math.min(Long.SIZE, geometry.channelsIn() - c);
      long fired = kernels.nonZeros(source, pixel + c, some);
      while (fired != 0) {
        events[n++] = position + c + Long.numberOfTrailingZeros(fired);
        fired &= fired - 1;
      }
    }
    return n;
  }

  /**
   * {@code out (=|+=) conv(source)} for one frame.
   *
   * @param events from {@link #list}
   * @param index from {@link #list}
   * @param value what each spike is worth
   * @param packed weights from {@link Convolution#packWeights}
   * @param out {@code [heightOut][widthOut][cOut]}; modified
   * @param outStart its first element
   * @param accumulate whether to add to what is there
   * @param scratch {@link #scratchLength} floats; modified
   * @param operations multiplications and additions done are added to elements 0 and 1; modified
   */
  public void forward(
      int[] events,
      int[] index,
      float value,
      float[] packed,
      float[] out,
      int outStart,
      boolean accumulate,
      float[] scratch,
      long[] operations) {
    ConvGeometry g = geometry;
    float factor = value / (g.pool() * g.pool());
    if (!accumulate) {
      Arrays.fill(out, outStart, outStart + g.outLength(), 0f);
    }
    int blocks = (g.channelsOut() + width - 1) / width;
    for (int block = 0; block < blocks; block++) {
      int weights = block * g.fanIn() * width;
      int valid = Math.min(width, g.channelsOut() - block * width);
      long rows = 0;
      for (int oy = 0; oy < g.heightOut(); oy++) {
        for (int ox = 0; ox < g.widthOut(); ox++) {
          int target = outStart + (oy * g.widthOut() + ox) * g.channelsOut() + block * width;
          if (valid == width) {
            rows += window(oy, ox, events, index, factor, packed, weights, out, target);
          } else {
            Arrays.fill(scratch, 0, width, 0f);
            rows += window(oy, ox, events, index, factor, packed, weights, scratch, 0);
            for (int j = 0; j < valid; j++) {
              out[target + j] += scratch[j];
            }
          }
        }
      }
      operations[0] += (long) g.heightOut() * g.widthOut() * g.kernelHeight() * valid;
      operations[1] += rows * valid;
    }
  }

  /** Adds the weight rows of the spikes that one output pixel sees; returns how many. */
  private int window(
      int oy,
      int ox,
      int[] events,
      int[] index,
      float factor,
      float[] packed,
      int weights,
      float[] out,
      int target) {
    ConvGeometry g = geometry;
    int left = ox * g.stride() - g.padding();
    int fromX = Math.max(0, left);
    int toX = Math.min(g.widthIn(), left + g.kernelWidth());
    int rows = 0;
    for (int ky = 0; ky < g.kernelHeight(); ky++) {
      int y = oy * g.stride() - g.padding() + ky;
      if (y >= 0 && y < g.heightIn() && fromX < toX) {
        int row = y * (g.widthIn() + 1);
        int first = (ky * g.kernelWidth() - left) * g.channelsIn();
        kernels.addRows(
            packed,
            weights + first * width,
            width,
            events,
            index[row + fromX],
            index[row + toX],
            width,
            factor,
            out,
            target);
        rows += index[row + toX] - index[row + fromX];
      }
    }
    return rows;
  }
}
