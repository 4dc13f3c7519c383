package org.dietsnn.cpu.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;

/** The loops over rows against the definition of a convolution with an explicit test for zeros. */
class ConvolutionTransmissionTest {
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void equalsTheDefinitionForAnyKernelStrideAndPadding(
      @ForAll @IntRange(min = 1, max = 5) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 0, max = 4) int padding,
      @ForAll @IntRange(min = 1, max = 7) int height,
      @ForAll @IntRange(min = 1, max = 7) int width,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll int seed) {
    Assume.that(height + 2 * padding >= kernel && width + 2 * padding >= kernel);
    Shape in = new Shape(channels, height, width);
    Synapse.Convolution synapse =
        new Synapse.Convolution(0, 1, kernel, stride, padding, "any", false);
    Shape out = synapse.currentShape(in, Shape.flat(2));
    Random random = new Random(seed);
    double[] input = random.doubles(in.neurons(), -1, 1).toArray();
    double[] weight = random.doubles(2L * channels * kernel * kernel, -1, 1).toArray();
    double[] current = new double[out.neurons()];

    ConvolutionTransmission loops = new ConvolutionTransmission(synapse, in, out);
    loops.forward(input, weight, current);

    long products = 0;
    for (int o = 0; o < 2; o++) {
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          double sum = 0;
          for (int i = 0; i < channels; i++) {
            for (int r = 0; r < kernel; r++) {
              for (int c = 0; c < kernel; c++) {
                int row = y * stride + r - padding;
                int column = x * stride + c - padding;
                if (row >= 0 && row < height && column >= 0 && column < width) {
                  sum +=
                      weight[((o * channels + i) * kernel + r) * kernel + c]
                          * input[(i * height + row) * width + column];
                  products++;
                }
              }
            }
          }
          assertThat(current[(o * out.height() + y) * out.width() + x])
              .isCloseTo(sum, Offset.offset(1e-12));
        }
      }
    }
    assertThat(loops.multiplyAccumulates()).isEqualTo(products);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void backwardIsTheAdjointOfForward(
      @ForAll @IntRange(min = 1, max = 4) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 0, max = 2) int padding,
      @ForAll int seed) {
    Shape in = new Shape(2, 6, 5);
    Synapse.Convolution synapse =
        new Synapse.Convolution(0, 1, kernel, stride, padding, "any", false);
    Shape out = synapse.currentShape(in, Shape.flat(3));
    Random random = new Random(seed);
    double[] input = random.doubles(in.neurons(), -1, 1).toArray();
    double[] weight = random.doubles(6L * kernel * kernel, -1, 1).toArray();
    double[] gradient = random.doubles(out.neurons(), -1, 1).toArray();
    ConvolutionTransmission loops = new ConvolutionTransmission(synapse, in, out);

    double[] current = new double[out.neurons()];
    double[] inputGradient = new double[in.neurons()];
    double[] weightGradient = new double[weight.length];
    loops.forward(input, weight, current);
    loops.backwardToInput(weight, gradient, inputGradient);
    loops.backwardToWeight(input, gradient, weightGradient);

    // <gradient, W x> = <W^T gradient, x> = <dW, w>
    double through = product(gradient, current);
    assertThat(product(inputGradient, input)).isCloseTo(through, Offset.offset(1e-11));
    assertThat(product(weightGradient, weight)).isCloseTo(through, Offset.offset(1e-11));
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
