package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
  /** More than the rows of a register tile, and no multiple of them. */
  private static final int IMAGES = 7;

  @ParameterizedTest
  @MethodSource("synapses")
  void forwardIsTheSumOverTapsAndChannels(String kernels, ConvGeometry g) {
    SynapseRun run = run(kernels, g);
    double[] expected = new NaiveConvolution(g, IMAGES).forward(run.source, run.weights);

    assertClose(run.forward(IMAGES, false), expected, new float[expected.length]);
  }

  @ParameterizedTest
  @MethodSource("synapses")
  void forwardAddsWhereAskedTo(String kernels, ConvGeometry g) {
    SynapseRun run = run(kernels, g);
    double[] expected = new NaiveConvolution(g, IMAGES).forward(run.source, run.weights);
    float[] initial = SynapseRun.random(new Random(2), expected.length);

    assertClose(run.forward(IMAGES, false, initial), expected, initial);
  }

  @ParameterizedTest
  @MethodSource("synapses")
  void forwardByTilesIsTheSame(String kernels, ConvGeometry g) {
    SynapseRun run = run(kernels, g);
    double[] expected = new NaiveConvolution(g, IMAGES).forward(run.source, run.weights);
    float[] initial = SynapseRun.random(new Random(2), expected.length);

    assertClose(run.forwardTiles(initial), expected, initial);
  }

  @ParameterizedTest
  @MethodSource("synapses")
  void weightGradientIsAddedInPyTorchOrder(String kernels, ConvGeometry g) {
    SynapseRun run = run(kernels, g);
    NaiveConvolution naive = new NaiveConvolution(g, IMAGES);
    double[] expected = naive.weightGradient(run.source, run.outGradient);
    float[] initial = SynapseRun.random(new Random(3), expected.length);

    assertClose(run.weightGradient(IMAGES, false, initial), expected, initial);
  }

  @ParameterizedTest
  @MethodSource("synapsesByTiles")
  void weightGradientByTilesIsTheSame(String kernels, ConvGeometry g) {
    SynapseRun run = run(kernels, g);
    NaiveConvolution naive = new NaiveConvolution(g, IMAGES);
    double[] expected = naive.weightGradient(run.source, run.outGradient);
    float[] initial = SynapseRun.random(new Random(3), expected.length);

    assertClose(run.weightGradientByTiles(IMAGES, initial).orElseThrow(), expected, initial);
    assertClose(run.weightGradientByTiles(2, initial).orElseThrow(), expected, initial);
  }

  @ParameterizedTest
  @MethodSource("synapses")
  void sourceGradientPassesThroughStrideAndPooling(String kernels, ConvGeometry g) {
    SynapseRun run = run(kernels, g);
    NaiveConvolution naive = new NaiveConvolution(g, IMAGES);
    double[] expected = naive.sourceGradient(run.weights, run.outGradient);
    float[] initial = SynapseRun.random(new Random(4), expected.length);

    assertClose(run.sourceGradient(IMAGES, false, initial), expected, initial);
  }

  @ParameterizedTest
  @MethodSource("synapses")
  void resultsAreBitIdenticalHoweverTheWorkIsSplit(String kernels, ConvGeometry g) {
    SynapseRun run = run(kernels, g);
    float[] weights = new float[g.weightLength()];
    float[] source = new float[IMAGES * g.sourceLength()];

    assertThat(run.forward(1, true)).isEqualTo(run.forward(IMAGES, false));
    assertThat(run.weightGradient(1, true, weights))
        .isEqualTo(run.weightGradient(IMAGES, false, weights));
    assertThat(run.sourceGradient(2, true, source))
        .isEqualTo(run.sourceGradient(IMAGES, false, source));
  }

  @Test
  void aGeometryWhoseKernelDoesNotFitIsRefusedWithItsNumbers() {
    assertThatThrownBy(() -> Geometries.conv(1, 2, 9, 1, 5, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kernel 5x5 does not fit: source 2x9, pool 1, padding 1");
  }

  /** Also used by the tests of the event-driven kernels. */
  static Stream<Arguments> synapses() {
    List<ConvGeometry> geometries =
        new ArrayList<>(
            List.of(
                Geometries.conv(64, 6, 6, 64, 3, 1, 1),
                Geometries.conv(70, 4, 6, 33, 3, 1, 1),
                Geometries.conv(33, 6, 8, 70, 3, 1, 0),
                new ConvGeometry(40, 9, 8, 2, 100, 3, 3, 1, 1),
                Geometries.conv(3, 9, 8, 32, 3, 1, 1),
                Geometries.conv(1, 1, 1, 1, 1, 1, 0),
                Geometries.conv(2, 3, 3, 3, 1, 1, 2),
                Geometries.conv(100, 3, 2, 10, 3, 2, 1),
                Geometries.conv(40, 4, 4, 300, 1, 2, 0),
                Geometries.dense(700, 1, 1, 70),
                Geometries.dense(5, 2, 3, 10),
                Geometries.pooledDense(33, 5, 4, 2, 7)));
    Random random = new Random(1);
    while (geometries.size() < 40) {
      int kernel = 1 + 2 * random.nextInt(3);
      int pool = 1 + random.nextInt(3);
      int height = (kernel + random.nextInt(4)) * pool + random.nextInt(pool);
      int width = (kernel + random.nextInt(4)) * pool + random.nextInt(pool);
      int in = 1 + random.nextInt(random.nextBoolean() ? 20 : 130);
      int out = 1 + random.nextInt(70);
      int stride = 1 + random.nextInt(2);
      int padding = random.nextInt(3);
      geometries.add(
          new ConvGeometry(in, height, width, pool, out, kernel, kernel, stride, padding));
    }
    return geometries.stream()
        .flatMap(g -> Stream.of("vector", "plain").map(name -> Arguments.of(name, g)));
  }

  /** Channels and sizes that are no multiples of tiles, blocks or strips among them. */
  static Stream<Arguments> synapsesByTiles() {
    return Stream.of(
            Geometries.conv(64, 6, 6, 64, 3, 1, 1),
            Geometries.conv(32, 8, 8, 32, 3, 1, 1),
            Geometries.conv(70, 4, 8, 33, 3, 1, 1),
            Geometries.conv(33, 9, 10, 70, 3, 1, 0),
            Geometries.conv(100, 7, 7, 130, 3, 1, 1),
            new ConvGeometry(40, 16, 17, 2, 100, 3, 3, 1, 1))
        .flatMap(g -> Stream.of("vector", "plain").map(name -> Arguments.of(name, g)));
  }

  @Test
  void goesWithoutTilesWhereAnArrayCannotHoldTheirWeights() {
    FloatKernels kernels = KernelChoice.of("auto").kernels();

    assertThat(new Convolution(kernels, Geometries.conv(512, 4, 4, 512, 3, 1, 1), 4).hasTiles())
        .isTrue();
    assertThat(new Convolution(kernels, Geometries.conv(16384, 4, 4, 4096, 3, 1, 1), 4).hasTiles())
        .isFalse();
  }

  private static SynapseRun run(String kernels, ConvGeometry g) {
    return new SynapseRun(KernelChoice.of(kernels).kernels(), g, IMAGES, 1);
  }

  private static void assertClose(float[] actual, double[] expected, float[] initial) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      double wanted = expected[i] + initial[i];
      double error = Math.abs(actual[i] - wanted);
      if (Double.isNaN(error) || error > 1e-4) {
        assertThat((double) actual[i]).as("element %d", i).isEqualTo(wanted);
      }
    }
  }
}
