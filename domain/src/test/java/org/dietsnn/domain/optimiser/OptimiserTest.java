package org.dietsnn.domain.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.dietsnn.domain.network.ParameterRole;
import org.junit.jupiter.api.Test;

class OptimiserTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-14);

  @Test
  void momentumAddsUpDecayedGradients() {
    SgdMomentum sgd = new SgdMomentum(0.9, 0.1, false);
    double[] w = {2};
    double[][] velocity = {{0}};

    sgd.update(new UpdateStep(1, 0.5), ParameterRole.WEIGHT, w, new double[] {1}, velocity, 0, 1);
    // g = 1 + 0.1 * 2 = 1.2; w = 2 - 0.6
    assertThat(w[0]).isCloseTo(1.4, EXACT);
    sgd.update(new UpdateStep(2, 0.5), ParameterRole.WEIGHT, w, new double[] {1}, velocity, 0, 1);
    // g = 1.14; velocity = 1.08 + 1.14 = 2.22; w = 1.4 - 1.11
    assertThat(velocity[0][0]).isCloseTo(2.22, EXACT);
    assertThat(w[0]).isCloseTo(0.29, EXACT);
  }

  @Test
  void adamsFirstStepIsTheLearningRateWhateverTheGradient() {
    for (double gradient : new double[] {1e-3, 1, -1e3}) {
      double[] w = {0};
      Adam adam = new Adam(0.9, 0.999, 1e-12, false, 0, false);

      adam.update(
          new UpdateStep(1, 0.01),
          ParameterRole.WEIGHT,
          w,
          new double[] {gradient},
          new double[2][1],
          0,
          1);

      assertThat(w[0]).isCloseTo(-0.01 * Math.signum(gradient), Offset.offset(1e-9));
    }
  }

  @Test
  void adamFollowsItsFormulaForTwoSteps() {
    // beta1 = beta2 = 1/2, epsilon = 1, rate 1, gradients 4 then 0.
    // k=1: m = 2, v = 8;  rate / (1 - 1/2) = 2; sqrt(8) / sqrt(1/2) = 4; w = 1 - 2 * 2 / 5 = 0.2
    // k=2: m = 1, v = 4;  rate / (3/4) = 4/3; 2 / sqrt(3/4) = 4 / sqrt(3)
    double[] w = {1};
    double[][] slots = new double[2][1];
    Adam adam = new Adam(0.5, 0.5, 1, false, 0, false);

    adam.update(new UpdateStep(1, 1), ParameterRole.WEIGHT, w, new double[] {4}, slots, 0, 1);
    assertThat(w[0]).isCloseTo(0.2, EXACT);
    adam.update(new UpdateStep(2, 1), ParameterRole.WEIGHT, w, new double[] {0}, slots, 0, 1);
    assertThat(w[0]).isCloseTo(0.2 - 4.0 / 3 / (4 / Math.sqrt(3) + 1), EXACT);
    assertThat(slots).isDeepEqualTo(new double[][] {{1}, {4}});
  }

  @Test
  void amsgradDividesByTheGreatestSecondMomentSoFar() {
    // As above, but the second step uses v = 8: sqrt(8) / sqrt(3/4).
    double[] w = {1};
    double[][] slots = new double[3][1];
    Adam adam = new Adam(0.5, 0.5, 1, true, 0, false);

    adam.update(new UpdateStep(1, 1), ParameterRole.WEIGHT, w, new double[] {4}, slots, 0, 1);
    adam.update(new UpdateStep(2, 1), ParameterRole.WEIGHT, w, new double[] {0}, slots, 0, 1);

    assertThat(w[0]).isCloseTo(0.2 - 4.0 / 3 / (Math.sqrt(8) / Math.sqrt(0.75) + 1), EXACT);
    assertThat(slots).isDeepEqualTo(new double[][] {{1}, {4}, {8}});
  }

  @Test
  void weightDecaySparesThresholdsAndLeaksUnlessAskedFor() {
    assertThat(new SgdMomentum(0, 0.1, false).weightDecay(ParameterRole.WEIGHT)).isEqualTo(0.1);
    assertThat(new SgdMomentum(0, 0.1, false).weightDecay(ParameterRole.LEAK)).isZero();
    assertThat(Adam.standard(true, 0.1).weightDecay(ParameterRole.THRESHOLD)).isZero();
    assertThat(new Adam(0.9, 0.999, 1e-8, true, 0.1, true).weightDecay(ParameterRole.THRESHOLD))
        .isEqualTo(0.1);
  }

  @Test
  void everyRuleEndsInTheRangeOfTheParameter() {
    for (Optimiser optimiser :
        new Optimiser[] {new SgdMomentum(0, 0, false), Adam.standard(false, 0)}) {
      double[] leak = {0.99};
      double[] threshold = {0.01};
      double[] weight = {0.01};
      UpdateStep step = new UpdateStep(1, 0.5);
      double[][] slots = new double[optimiser.slots().size()][1];
      optimiser.update(step, ParameterRole.LEAK, leak, new double[] {-1}, slots, 0, 1);
      slots = new double[optimiser.slots().size()][1];
      optimiser.update(step, ParameterRole.THRESHOLD, threshold, new double[] {1}, slots, 0, 1);
      slots = new double[optimiser.slots().size()][1];
      optimiser.update(step, ParameterRole.WEIGHT, weight, new double[] {1}, slots, 0, 1);

      assertThat(leak[0]).isEqualTo(1);
      assertThat(threshold[0]).isPositive();
      assertThat(weight[0]).isNegative();
    }
  }

  @Test
  void onlyTheGivenRangeIsTouched() {
    double[] w = {1, 1, 1};

    new SgdMomentum(0, 0, false)
        .update(
            new UpdateStep(1, 1),
            ParameterRole.WEIGHT,
            w,
            new double[] {1, 1, 1},
            new double[1][3],
            1,
            2);

    assertThat(w).containsExactly(1, 0, 1);
  }

  @Test
  void sgdOnFloat32ArraysIsTheRoundedResultOfTheSameFormulaWhateverTheirLength() {
    agreeOnFloats(new SgdMomentum(0.9, 5e-4, true), 1, 0);
  }

  @Test
  void adamOnFloat32ArraysAgreesWithTheDoublePrecisionRuleStepAfterStep() {
    agreeOnFloats(Adam.standard(true, 5e-4), 50, 1e-5);
    agreeOnFloats(Adam.standard(false, 0), 50, 1e-5);
  }

  /** Elements 3 to n of random arrays, their float32 gradients 7 further on. */
  private static void agreeOnFloats(Optimiser optimiser, int steps, double tolerance) {
    Random random = new Random(4);
    int n = 1300;
    int slots = optimiser.slots().size();
    double[] wide = new double[n];
    double[] wideGradient = new double[n];
    double[][] wideSlots = new double[slots][n];
    float[] narrow = new float[n];
    int shift = 7;
    float[] narrowGradient = new float[shift + n];
    float[][] narrowSlots = new float[slots][n];
    for (int i = 0; i < n; i++) {
      narrow[i] = random.nextFloat();
      wide[i] = narrow[i];
    }
    for (int t = 1; t <= steps; t++) {
      for (int i = 0; i < n; i++) {
        narrowGradient[shift + i] = random.nextFloat() - 0.5f;
        wideGradient[i] = narrowGradient[shift + i];
      }
      UpdateStep step = new UpdateStep(t, 1e-2);
      optimiser.update(step, ParameterRole.WEIGHT, wide, wideGradient, wideSlots, 3, n);
      optimiser.update(
          step, ParameterRole.WEIGHT, narrow, narrowGradient, shift + 3, narrowSlots, 3, n);
    }

    for (int i = 0; i < n; i++) {
      assertThat((double) narrow[i]).isCloseTo((double) (float) wide[i], within(tolerance));
    }
  }

  @Test
  void impossibleConstantsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SgdMomentum(1, 0, false))
        .withMessageContaining("momentum 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, 1, 1e-8, false, 0, false))
        .withMessageContaining("beta2 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UpdateStep(0, 0.1))
        .withMessageContaining("step number 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UpdateStep(1, Double.NaN))
        .withMessageContaining("NaN");
  }
}
