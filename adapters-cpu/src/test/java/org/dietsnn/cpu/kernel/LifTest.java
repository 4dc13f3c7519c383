package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.dietsnn.domain.neuron.Reset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifTest {
  private static final int STEPS = 5;
  private static final int COUNT = 2077;
  private static final float LEAK = 0.9f;
  private static final float THETA = 0.7f;
  private static final SurrogateDerivative LINEAR = new LinearSurrogate(0.3f);

  private final float[] current = SynapseRun.random(new Random(1), STEPS * COUNT);
  private final float[] upstream = SynapseRun.random(new Random(2), STEPS * COUNT);
  private final float[] factor = new float[COUNT];
  private final float[] potential = new float[STEPS * COUNT];
  private final float[] spikes = new float[STEPS * COUNT];

  LifTest() {
    Random random = new Random(3);
    for (int i = 0; i < COUNT; i++) {
      factor[i] = random.nextInt(5) == 0 ? 0f : 1.25f;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vector, SOFT", "vector, SOFT_UNLEAKED", "vector, HARD",
    "plain, SOFT", "plain, SOFT_UNLEAKED", "plain, HARD"
  })
  void everyNeuronFollowsItsEquations(String kernels, Reset reset) {
    forward(kernels, reset, COUNT);

    for (int i = 0; i < COUNT; i++) {
      float u = 0;
      float s = 0;
      for (int t = 0; t < STEPS; t++) {
        float in = current[t * COUNT + i];
        u =
            switch (reset) {
              case SOFT -> LEAK * (u - THETA * s) + in;
              case SOFT_UNLEAKED -> LEAK * u + in - THETA * s;
              case HARD -> LEAK * (u * (1 - s)) + in;
            };
        s = u / THETA - 1 > 0 ? 1 : 0;
        assertThat(potential[t * COUNT + i]).isEqualTo(u);
        assertThat(spikes[t * COUNT + i]).isEqualTo(s);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vector, SOFT", "vector, SOFT_UNLEAKED", "vector, HARD",
    "plain, SOFT", "plain, SOFT_UNLEAKED", "plain, HARD"
  })
  void theGradientsFollowBackPropagationThroughTime(String kernels, Reset reset) {
    forward(kernels, reset, COUNT);
    float[] gradient = upstream.clone();
    double[] sums = {10, 20};

    backward(kernels, reset, LINEAR, factor, gradient, sums);

    double leakSum = 10;
    double thetaSum = 20;
    for (int i = 0; i < COUNT; i++) {
      double carry = 0;
      for (int t = STEPS - 1; t >= 0; t--) {
        double u = potential[t * COUNT + i];
        double z = u / THETA - 1;
        double s = z > 0 ? 1 : 0;
        double before = t == 0 ? 0 : potential[(t - 1) * COUNT + i];
        double spikeBefore = before / THETA - 1 > 0 ? 1 : 0;
        double g = upstream[t * COUNT + i] * factor[i] * 0.3f * Math.max(0, 1 - Math.abs(z));
        thetaSum -= g * u / (THETA * THETA);
        double du = g / THETA + (reset == Reset.HARD ? carry * (1 - s) : carry);
        switch (reset) {
          case SOFT -> {
            thetaSum -= s * carry;
            leakSum += (before - THETA * spikeBefore) * du;
          }
          case SOFT_UNLEAKED -> {
            thetaSum -= spikeBefore * du;
            leakSum += before * du;
          }
          case HARD -> leakSum += before * (1 - spikeBefore) * du;
        }
        carry = LEAK * du;
        assertThat((double) gradient[t * COUNT + i]).isCloseTo(du, within(1e-5));
      }
    }
    assertThat(sums[0]).isCloseTo(leakSum, within(1e-3));
    assertThat(sums[1]).isCloseTo(thetaSum, within(1e-3));
  }

  @ParameterizedTest
  @EnumSource
  void vectorAndPlainKernelsAgreeBitForBit(Reset reset) {
    float[] plainGradient = upstream.clone();
    float[] vectorGradient = upstream.clone();
    double[] plainSums = new double[2];
    double[] vectorSums = new double[2];

    forward("plain", reset, COUNT);
    float[] plainPotential = potential.clone();
    backward("plain", reset, LINEAR, null, plainGradient, plainSums);
    forward("vector", reset, COUNT);
    backward("vector", reset, LINEAR, null, vectorGradient, vectorSums);

    assertThat(potential).isEqualTo(plainPotential);
    assertThat(vectorGradient).isEqualTo(plainGradient);
    assertThat(vectorSums).isEqualTo(plainSums);
  }

  @Test
  void aSurrogateOfTheCallersOwnGivesTheSameAsTheBuiltIn() {
    float[] builtIn = upstream.clone();
    float[] own = upstream.clone();
    forward("vector", Reset.SOFT, COUNT);

    backward("vector", Reset.SOFT, LINEAR, factor, builtIn, new double[2]);
    backward("vector", Reset.SOFT, z -> LINEAR.at(z), factor, own, new double[2]);

    assertThat(own).isEqualTo(builtIn);
  }

  @ParameterizedTest
  @EnumSource
  void theGradientMayTakeThePlaceOfThePotentials(Reset reset) {
    float[] beside = upstream.clone();
    float[] instead = upstream.clone();
    double[] sumsBeside = new double[2];
    double[] sumsInstead = new double[2];
    forward("vector", reset, COUNT);
    backward("vector", reset, LINEAR, factor, beside, sumsBeside);
    float[] untouched = potential.clone();

    backward("vector", reset, LINEAR, factor, instead, true, sumsInstead);

    assertThat(potential).isEqualTo(beside).isNotEqualTo(untouched);
    assertThat(sumsInstead).isEqualTo(sumsBeside);
  }

  @ParameterizedTest
  @EnumSource
  void aStaticCurrentIsReadAgainAtEachStep(Reset reset) {
    for (int t = 1; t < STEPS; t++) {
      System.arraycopy(current, 0, current, t * COUNT, COUNT);
    }
    forward("vector", reset, COUNT);
    float[] expected = spikes.clone();

    forward("vector", reset, 0);

    assertThat(spikes).isEqualTo(expected);
  }

  @Test
  void aNeuronExactlyAtItsThresholdIsSilent() {
    float[] at = {THETA, THETA * 1.000001f};
    for (String name : new String[] {"plain", "vector"}) {
      FloatKernels kernels = KernelChoice.of(name).kernels();
      float silent = Threshold.silent(THETA);

      long spikes =
          kernels.lifStep(
              Reset.SOFT, 1f, THETA, silent, 2, at, 0, new float[2], 0, new float[2], 0);

      assertThat(spikes).isEqualTo(0b10);
    }
  }

  @Test
  void whatIsGreaterThanTheLargestSilentPotentialFiresByTheDefinition() {
    Random random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      float theta = (float) Math.exp(random.nextGaussian() * 10);

      float silent = Threshold.silent(theta);

      assertThat(silent / theta - 1f > 0f).as("theta %s", theta).isFalse();
      assertThat(Math.nextUp(silent) / theta - 1f > 0f).as("theta %s", theta).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vector, SOFT", "vector, SOFT_UNLEAKED", "vector, HARD",
    "plain, SOFT", "plain, SOFT_UNLEAKED", "plain, HARD"
  })
  void whereNobodyWantsPotentialsTheSpikesAreTheSame(String kernels, Reset reset) {
    forward(kernels, reset, COUNT);

    for (int count : new int[] {1, 61, 64}) {
      long[] words = new long[3 * STEPS + 1];
      Arrays.fill(words, -1L);
      KernelChoice.of(kernels)
          .kernels()
          .lifRun(
              reset,
              LEAK,
              THETA,
              Threshold.silent(THETA),
              STEPS,
              count,
              current,
              5,
              COUNT,
              words,
              1,
              3);

      for (int t = 0; t < STEPS; t++) {
        for (int i = 0; i < 64; i++) {
          float expected = i < count ? spikes[t * COUNT + 5 + i] : 0;
          assertThat(words[1 + 3 * t] >>> i & 1).isEqualTo((long) expected);
        }
        assertThat(words[3 * t]).isEqualTo(-1L);
      }
    }
  }

  private void forward(String kernels, Reset reset, int currentStride) {
    LifForward lif = new LifForward(KernelChoice.of(kernels).kernels());
    float[] state = new float[64];
    long[] words = new long[STEPS];
    for (int from = 0; from < COUNT; from += 61) {
      int count = Math.min(61, COUNT - from);
      Arrays.fill(state, Float.NaN);
      lif.run(
          reset,
          LEAK,
          THETA,
          Threshold.silent(THETA),
          STEPS,
          count,
          current,
          from,
          currentStride,
          potential,
          from,
          COUNT,
          words,
          0,
          1,
          state);
      for (int i = 0; i < count * STEPS; i++) {
        spikes[i / count * COUNT + from + i % count] = words[i / count] >>> i % count & 1;
      }
    }
  }

  private void backward(
      String kernels,
      Reset reset,
      SurrogateDerivative surrogate,
      float[] dropout,
      float[] gradient,
      double[] sums) {
    backward(kernels, reset, surrogate, dropout, gradient, false, sums);
  }

  private void backward(
      String kernels,
      Reset reset,
      SurrogateDerivative surrogate,
      float[] dropout,
      float[] gradient,
      boolean replaces,
      double[] sums) {
    new LifBackward(KernelChoice.of(kernels).kernels())
        .run(
            reset, LEAK, THETA, surrogate, STEPS, COUNT, potential, 0, COUNT, dropout, 0, gradient,
            0, COUNT, replaces, sums);
  }
}
