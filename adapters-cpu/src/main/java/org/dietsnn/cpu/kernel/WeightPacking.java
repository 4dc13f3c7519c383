package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * Between PyTorch's order {@code [cOut][cIn][kernelHeight][kernelWidth]} and the blocks that the
 * products read: {@code [block][depth][width]}, zeros beyond the last column.
 */
final class WeightPacking {
  private WeightPacking() {}

  /** Columns are output channels, depth is [ky][kx][cIn]; modifies packed. */
  static void forward(ConvGeometry g, int width, float[] weights, int start, float[] packed) {
    int taps = g.kernelHeight() * g.kernelWidth();
    Arrays.fill(packed, 0f);
    for (int co = 0; co < g.channelsOut(); co++) {
      int column = co / width * g.fanIn() * width + co % width;
      for (int ci = 0; ci < g.channelsIn(); ci++) {
        int from = start + (co * g.channelsIn() + ci) * taps;
        for (int tap = 0; tap < taps; tap++) {
          packed[column + (tap * g.channelsIn() + ci) * width] = weights[from + tap];
        }
      }
    }
  }

  /** The way back, for the gradient, which is added to {@code weights}; modifies weights. */
  static void addBack(ConvGeometry g, int width, float[] packed, float[] weights, int start) {
    int taps = g.kernelHeight() * g.kernelWidth();
    for (int co = 0; co < g.channelsOut(); co++) {
      int column = co / width * g.fanIn() * width + co % width;
      for (int ci = 0; ci < g.channelsIn(); ci++) {
        int to = start + (co * g.channelsIn() + ci) * taps;
        for (int tap = 0; tap < taps; tap++) {
          weights[to + tap] += packed[column + (tap * g.channelsIn() + ci) * width];
        }
      }
    }
  }

  /**
   * For the gradient towards the input. Convolution: columns are input channels, depth is
   * [ky][kx][cOut] with the taps in reverse. Dense: columns are [y][x][cIn], depth is cOut.
   * Modifies packed.
   */
  static void inputGradient(ConvGeometry g, int width, float[] weights, int start, float[] packed) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int depth = g.isDense() ? g.channelsOut() : taps * g.channelsOut();
    Arrays.fill(packed, 0f);
    for (int co = 0; co < g.channelsOut(); co++) {
      for (int ci = 0; ci < g.channelsIn(); ci++) {
        int from = start + (co * g.channelsIn() + ci) * taps;
        for (int tap = 0; tap < taps; tap++) {
          int column = g.isDense() ? tap * g.channelsIn() + ci : ci;
          int i = g.isDense() ? co : (taps - 1 - tap) * g.channelsOut() + co;
          packed[(column / width * depth + i) * width + column % width] = weights[from + tap];
        }
      }
    }
  }
}
