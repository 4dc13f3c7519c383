package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The event-driven kernels against the definition, at every density of spikes. */
class EventConvolutionTest {
  private static final int FRAMES = 3;
  private static final float VALUE = 1.25f;
  private static final double[] DENSITIES = {0, 0.02, 0.15, 0.5, 1};

  @ParameterizedTest
  @MethodSource("org.dietsnn.cpu.kernel.ConvolutionTest#synapses")
  void forwardAddsTheWeightsOfTheInputsThatFired(String name, ConvGeometry g) {
    FloatKernels kernels = KernelChoice.of(name).kernels();
    float[] weights = SynapseRun.random(new Random(5), g.weightLength());
    Convolution dense = new Convolution(kernels, g, FRAMES);
    float[] packed = new float[dense.packedLength()];
    dense.packWeights(weights, 0, packed);
    EventConvolution events = new EventConvolution(kernels, g);
    for (double density : DENSITIES) {
      float[] spikes = spikes(density, FRAMES * g.sourceLength());
      float[] initial = SynapseRun.random(new Random(6), FRAMES * g.outLength());
      float[] added = initial.clone();
      float[] replaced = new float[initial.length];
      Arrays.fill(replaced, Float.NaN);
      long[] operations = new long[2];
      for (int frame = 0; frame < FRAMES; frame++) {
        int[] list = new int[events.eventCapacity()];
        int[] index = new int[events.indexLength()];
        events.list(spikes, frame * g.sourceLength(), list, index);
        int out = frame * g.outLength();
        float[] scratch = new float[events.scratchLength()];
        events.forward(list, index, VALUE, packed, added, out, true, scratch, operations);
        events.forward(list, index, VALUE, packed, replaced, out, false, scratch, new long[2]);
      }

      double[] expected = new NaiveConvolution(g, FRAMES).forward(spikes, weights);
      assertClose(added, expected, initial);
      assertClose(replaced, expected, new float[initial.length]);
      assertThat(operations[1]).isEqualTo(additions(g, spikes));
    }
  }

  @ParameterizedTest
  @MethodSource("synapsesOfWholeBlocks")
  void weightGradientAddsTheOutputGradientsWhereTheInputFired(String name, ConvGeometry g) {
    FloatKernels kernels = KernelChoice.of(name).kernels();
    EventWeightGradient gradient = new EventWeightGradient(kernels, g);
    Convolution dense = new Convolution(kernels, g, FRAMES);
    float[] d = SynapseRun.random(new Random(7), FRAMES * g.outLength());
    float[] rows = d;
    if (dense.stagesGradient()) {
      rows = new float[dense.stagedGradientLength()];
      dense.stageGradient(FRAMES, d, 0, rows);
    }
    for (double density : DENSITIES) {
      float[] spikes = spikes(density, FRAMES * g.sourceLength());
      int capacity = FRAMES * gradient.eventsPerFrame() + 1;
      int[] events = new int[gradient.lists() * capacity];
      int[] counts = new int[gradient.lists()];
      for (int c = 0; c < g.channelsIn(); c++) {
        gradient.list(FRAMES, spikes, 0, c, c + 1, capacity, events, counts);
      }
      float[] packed = new float[dense.packedLength()];
      for (int unit = gradient.units() - 1; unit >= 0; unit--) {
        gradient.add(unit, VALUE, capacity, events, counts, rows, 0, packed);
      }
      float[] actual = new float[g.weightLength()];
      dense.addUnpacked(packed, actual, 0);

      double[] expected = new NaiveConvolution(g, FRAMES).weightGradient(spikes, d);
      assertClose(actual, expected, new float[actual.length]);
    }
  }

  /** This design applies only where no block of output channels is partly filled. */
  static Stream<Arguments> synapsesOfWholeBlocks() {
    return ConvolutionTest.synapses()
        .filter(
            arguments -> {
              FloatKernels kernels = KernelChoice.of((String) arguments.get()[0]).kernels();
              ConvGeometry geometry = (ConvGeometry) arguments.get()[1];
              return new EventWeightGradient(kernels, geometry).applicable();
            });
  }

  /** Additions by the definition: one per spike, tap that meets it, and output channel. */
  private static long additions(ConvGeometry g, float[] spikes) {
    float[] ones = new float[g.weightLength()];
    Arrays.fill(ones, g.pool() * g.pool());
    float[] fired = new float[spikes.length];
    for (int i = 0; i < fired.length; i++) {
      fired[i] = Math.signum(spikes[i]);
    }
    double sum = 0;
    for (double each : new NaiveConvolution(g, FRAMES).forward(fired, ones)) {
      sum += each;
    }
    return Math.round(sum);
  }

  private static float[] spikes(double density, int length) {
    Random random = new Random(8);
    float[] spikes = new float[length];
    for (int i = 0; i < length; i++) {
      spikes[i] = random.nextDouble() < density ? VALUE : 0;
    }
    return spikes;
  }

  private static void assertClose(float[] actual, double[] expected, float[] initial) {
    double scale = 1;
    for (double each : expected) {
      scale = Math.max(scale, Math.abs(each));
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      double wanted = expected[i] + initial[i];
      double error = Math.abs(actual[i] - wanted);
      if (Double.isNaN(error) || error > 1e-5 * scale) {
        assertThat((double) actual[i]).as("element %d", i).isEqualTo(wanted);
      }
    }
  }
}
