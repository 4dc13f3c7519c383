package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * Between PyTorch's order {@code [cOut][cIn][kernelHeight][kernelWidth]} and the blocks that the
 * products read: {@code [block][depth][width]}, zeros beyond the last column.
 */
final class WeightPacking {
  private WeightPacking() {}

  /** Columns are output channels, depth is [ky][kx][cIn]; modifies packed. */
  static void forward(ConvGeometry g, int width, float[] weights, int start, PackedWeights packed) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int blocks = (g.channelsOut() + width - 1) / width;
    int length = blocks * g.fanIn() * width;
    Arrays.fill(packed.values(), packed.start(), packed.start() + length, 0f);
    for (int co = 0; co < g.channelsOut(); co++) {
      int column = packed.start() + co / width * g.fanIn() * width + co % width;
      for (int ci = 0; ci < g.channelsIn(); ci++) {
        int from = start + (co * g.channelsIn() + ci) * taps;
        for (int tap = 0; tap < taps; tap++) {
          packed.values()[column + (tap * g.channelsIn() + ci) * width] = weights[from + tap];
        }
      }
    }
  }

  /** The way back, for the gradient, which is added to {@code weights}; modifies weights. */
  static void addBack(ConvGeometry g, int width, PackedWeights packed, float[] weights, int start) {
    int taps = g.kernelHeight() * g.kernelWidth();
    for (int co = 0; co < g.channelsOut(); co++) {
      int column = packed.start() + co / width * g.fanIn() * width + co % width;
      for (int ci = 0; ci < g.channelsIn(); ci++) {
        int to = start + (co * g.channelsIn() + ci) * taps;
        for (int tap = 0; tap < taps; tap++) {
          weights[to + tap] += packed.values()[column + (tap * g.channelsIn() + ci) * width];
        }
      }
    }
  }

  /**
   * For the gradient of a convolution towards its input, from the weights as {@link #forward}
   * packed them: columns are input channels, depth is [ky][kx][cOut] with the taps in reverse.
   *
   * @param width columns of a block of {@code packed}
   * @param backWidth columns of a block of {@code back}
   * @param block which block of {@code back} to write
   * @param back modified in that block
   */
  static void inputGradient(
      ConvGeometry g,
      int width,
      PackedWeights packed,
      int backWidth,
      int block,
      PackedWeights back) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int depth = taps * g.channelsOut();
    int valid = Math.min(backWidth, g.channelsIn() - block * backWidth);
    int first = back.start() + block * depth * backWidth;
    if (valid < backWidth) {
      Arrays.fill(back.values(), first, first + depth * backWidth, 0f);
    }
    for (int tap = 0; tap < taps; tap++) {
      int source = tap * g.channelsIn() + block * backWidth;
      int target = first + (taps - 1 - tap) * g.channelsOut() * backWidth;
      for (int co = 0; co < g.channelsOut(); co += width) {
        int columns = Math.min(width, g.channelsOut() - co);
        int from = packed.start() + (co / width * g.fanIn() + source) * width;
        int to = target + co * backWidth;
        transpose(packed.values(), from, width, valid, columns, back.values(), to, backWidth);
      }
    }
  }

  /** {@code to[c][r] = from[r][c]} for {@code rows} rows of {@code columns}; to is modified. */
  private static void transpose(
      float[] from,
      int fromStart,
      int fromStride,
      int rows,
      int columns,
      float[] to,
      int toStart,
      int toStride) {
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        to[toStart + c * toStride + r] = from[fromStart + r * fromStride + c];
      }
    }
  }
}
