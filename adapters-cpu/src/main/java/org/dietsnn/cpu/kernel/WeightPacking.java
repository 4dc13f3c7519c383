package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * Between PyTorch's order {@code [cOut][cIn][kernelHeight][kernelWidth]} and the blocks that the
 * products read: {@code [block][depth][width]}, zeros beyond the last column.
 */
final class WeightPacking {
  private WeightPacking() {}

  /**
   * The column of one output channel, depth [ky][kx][cIn], from {@code [cIn][ky][kx]}; modifies
   * packed.
   */
  static void forward(
      ConvGeometry g, int width, int output, float[] weights, int start, PackedWeights packed) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int column = column(g, width, output, packed);
    for (int ci = 0; ci < g.channelsIn(); ci++) {
      for (int tap = 0; tap < taps; tap++) {
        packed.values()[column + (tap * g.channelsIn() + ci) * width] =
            weights[start + ci * taps + tap];
      }
    }
  }

  /** The way back, for all output channels, added to {@code weights}, which is modified. */
  static void addBack(ConvGeometry g, int width, PackedWeights packed, float[] weights, int start) {
    int taps = g.kernelHeight() * g.kernelWidth();
    for (int co = 0; co < g.channelsOut(); co++) {
      int column = column(g, width, co, packed);
      for (int ci = 0; ci < g.channelsIn(); ci++) {
        int to = start + (co * g.channelsIn() + ci) * taps;
        for (int tap = 0; tap < taps; tap++) {
          weights[to + tap] += packed.values()[column + (tap * g.channelsIn() + ci) * width];
        }
      }
    }
  }

  private static int column(ConvGeometry g, int width, int output, PackedWeights packed) {
    return packed.start() + output / width * g.fanIn() * width + output % width;
  }

  /**
   * For the gradient of a convolution towards its input, from the weights as {@link #forward}
   * packed them: columns are input channels, depth is [ky][kx][cOut] with the taps in reverse.
   *
   * @param width columns of a block of {@code packed}
   * @param backWidth columns of a block of {@code back}
   * @param block which block of input channels
   * @param back where that block begins; modified
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
    int first = back.start();
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
