package org.dietsnn.domain.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private final Network network =
      new Network(
          List.of(
              new Population(-1, "in", Shape.flat(2), new Neuron.Input(), List.of(), false),
              new Population(
                  0,
                  "hidden",
                  Shape.flat(3),
                  Neuron.Lif.standard(),
                  List.of(new Synapse.Dense(0, 1, "a", false)),
                  true),
              new Population(
                  1,
                  "out",
                  Shape.flat(1),
                  new Neuron.Accumulator(),
                  List.of(new Synapse.Dense(1, 1, "b", false)),
                  false)));
  private final Parameters good =
      new Parameters(
          Map.of(
              "leak.l0", Tensor.scalar(1, Precision.FLOAT32),
              "threshold.t0", Tensor.scalar(0.5, Precision.FLOAT32),
              "b.weight", Tensor.of(new int[] {1, 3}, new float[3]),
              "a.weight", Tensor.of(new int[] {3, 2}, new float[6])));

  @Test
  void areReturnedInTheOrderOfTheNetwork() {
    assertThat(good.checkedFor(network).values().keySet())
        .containsExactly("a.weight", "b.weight", "threshold.t0", "leak.l0");
  }

  @Test
  void theFingerprintDependsOnNamesAndValuesAlone() {
    String fingerprint = good.fingerprint();

    assertThat(fingerprint).matches("[0-9a-f]{16}");
    assertThat(good.checkedFor(network).as(Precision.FLOAT64).fingerprint()).isEqualTo(fingerprint);
    assertThat(good.with("leak.l0", Tensor.scalar(0.9, Precision.FLOAT32)).fingerprint())
        .isNotEqualTo(fingerprint);
  }

  @Test
  void aWrongShapeIsNamedWithBothShapes() {
    refused(
        good.with("a.weight", Tensor.of(new int[] {2, 3}, new float[6])),
        "parameter a.weight must have shape [3, 2], found [2, 3]");
  }

  @Test
  void aMissingOneIsNamedWithItsShape() {
    refused(
        new Parameters(Map.of("a.weight", good.get("a.weight"))),
        "parameter b.weight of shape [1, 3] is missing");
  }

  @Test
  void oneTooManyIsNamed() {
    refused(
        good.with("c.weight", Tensor.scalar(1, Precision.FLOAT32)),
        "parameter c.weight belongs to no part of the network");
  }

  @Test
  void aValueThatIsNotFiniteIsNamedWithItsIndex() {
    refused(
        good.with("b.weight", Tensor.of(new int[] {1, 3}, new float[] {0, Float.NaN, 0})),
        "parameter b.weight must be finite, found NaN at index 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5})
  void aThresholdThatIsNotPositiveIsRefused(double threshold) {
    refused(
        good.with("threshold.t0", Tensor.scalar(threshold, Precision.FLOAT64)),
        "threshold threshold.t0 must be > 0, found " + threshold);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.5})
  void aLeakOutsideItsRangeIsRefused(double leak) {
    refused(
        good.with("leak.l0", Tensor.scalar(leak, Precision.FLOAT64)),
        "leak leak.l0 must be in (0, 1], found " + leak);
  }

  @Test
  void changesGiveNewParametersAndLeaveTheOldOnes() {
    Parameters changed = good.with("leak.l0", Tensor.scalar(0.5, Precision.FLOAT32));

    assertThat(changed.scalar("leak.l0")).isEqualTo(0.5);
    assertThat(good.scalar("leak.l0")).isEqualTo(1);
    assertThat(good.as(Precision.FLOAT64).get("a.weight").precision()).isEqualTo(Precision.FLOAT64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> good.get("nothing"))
        .withMessageContaining("nothing");
  }

  @Test
  void trainingKeepsThresholdsPositiveAndLeaksAtMostOne() {
    assertThat(ParameterRole.LEAK.clamp(1.2)).isEqualTo(1);
    assertThat(ParameterRole.LEAK.clamp(-3)).isPositive();
    assertThat(ParameterRole.THRESHOLD.clamp(-3)).isPositive();
    assertThat(ParameterRole.THRESHOLD.clamp(7)).isEqualTo(7);
    assertThat(ParameterRole.WEIGHT.clamp(-3)).isEqualTo(-3);
    assertThat(ParameterRole.LEAK.clamp(Double.NaN)).isNaN();
  }

  private void refused(Parameters parameters, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parameters.checkedFor(network))
        .withMessage(message);
  }
}
