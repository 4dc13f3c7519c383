package org.dietsnn.cpu.reference;

import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;

/**
 * Zero-padded cross-correlation:
 *
 * <pre>
 *   current[o][y][x] = sum over i, r, c of w[o][i][r][c] * input[i][y * stride + r - padding][x * stride + c - padding]
 * </pre>
 *
 * with terms outside the input left out. All three methods are one walk over (output, input) pairs
 * that each weight joins.
 */
final class ConvolutionTransmission implements Transmission {
  private final Shape in;
  private final Shape out;
  private final int kernel;
  private final int stride;
  private final int padding;

  ConvolutionTransmission(Synapse.Convolution synapse, Shape in, Shape out) {
    this.in = in;
    this.out = out;
    this.kernel = synapse.kernel();
    this.stride = synapse.stride();
    this.padding = synapse.padding();
  }

  /** Neurons joined by one weight: {@code count} pairs in a row, inputs {@code stride} apart. */
  private interface Row {
    void join(int weight, int firstOutput, int firstInput, int count);
  }

  @Override
  public void forward(double[] input, double[] weight, double[] current) {
    walk(
        (w, o, i, count) -> {
          for (int x = 0; x < count; x++) {
            current[o + x] += weight[w] * input[i + x * stride];
          }
        });
  }

  @Override
  public void backwardToWeight(double[] input, double[] currentGradient, double[] weightGradient) {
    walk(
        (w, o, i, count) -> {
          double sum = 0;
          for (int x = 0; x < count; x++) {
            sum += currentGradient[o + x] * input[i + x * stride];
          }
          weightGradient[w] += sum;
        });
  }

  @Override
  public void backwardToInput(double[] weight, double[] currentGradient, double[] inputGradient) {
    walk(
        (w, o, i, count) -> {
          for (int x = 0; x < count; x++) {
            inputGradient[i + x * stride] += weight[w] * currentGradient[o + x];
          }
        });
  }

  @Override
  public long multiplyAccumulates() {
    long[] sum = new long[1];
    walk((w, o, i, count) -> sum[0] += count);
    return sum[0];
  }

  private void walk(Row row) {
    for (int o = 0; o < out.channels(); o++) {
      for (int i = 0; i < in.channels(); i++) {
        for (int r = 0; r < kernel; r++) {
          for (int c = 0; c < kernel; c++) {
            walkRows(row, o, i, r, c);
          }
        }
      }
    }
  }

  private void walkRows(Row row, int o, int i, int r, int c) {
    int weight = ((o * in.channels() + i) * kernel + r) * kernel + c;
    int firstX = firstInside(c);
    int count = endInside(c, in.width(), out.width()) - firstX;
    if (count <= 0) {
      return;
    }
    for (int y = firstInside(r); y < endInside(r, in.height(), out.height()); y++) {
      int output = (o * out.height() + y) * out.width() + firstX;
      int input =
          (i * in.height() + y * stride + r - padding) * in.width() + firstX * stride + c - padding;
      row.join(weight, output, input, count);
    }
  }

  /** The first output position whose input at this tap is not left of (above) the image. */
  private int firstInside(int tap) {
    return tap >= padding ? 0 : (padding - tap + stride - 1) / stride;
  }

  /** One past the last output position whose input at this tap is inside the image. */
  private int endInside(int tap, int inputs, int outputs) {
    int lastInput = inputs - 1 + padding - tap;
    return lastInput < 0 ? 0 : Math.min(outputs, lastInput / stride + 1);
  }
}
