package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateCalibrationTest {
  private static final int STEPS = 5;

  private final Model model = Given.snn("20 30");
  private final Network network = model.network();
  private final Parameters parameters = Given.parameters(model);
  private final ScriptedBackend backend = new ScriptedBackend((n, k, p, t) -> Given.right(n));

  RateCalibrationTest() {
    backend.currents.put(1, new double[] {0.5, 4, 2});
    backend.currents.put(2, new double[] {-1, 300, 7});
  }

  private Parameters calibrated(double rate) {
    Tensor images = Tensor.of(new int[] {3, 1, 2, 2}, new float[12]);
    return new RateCalibration(STEPS, rate)
        .calibrated(backend, network, parameters, images, ProgressListener.silent());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.15, 0.49, 0.9})
  void everyPopulationGetsTheThresholdThatGivesTheRate(double rate) {
    // Rates of exp(-theta) and exp(-theta / 100): theta = -ln rate and 100 times that.
    backend.rateByThreshold = (p, threshold) -> Math.exp(-threshold / (p == 1 ? 1 : 100));

    Parameters found = calibrated(rate);

    double first = found.scalar("threshold.t0");
    double second = found.scalar("threshold.t3");
    assertThat(Math.exp(-first)).isCloseTo(rate, within(rate * RateCalibration.TOLERANCE * 1.001));
    assertThat(Math.exp(-second / 100))
        .isCloseTo(rate, within(rate * RateCalibration.TOLERANCE * 1.001));
    assertThat(backend.fired).containsExactly("1=" + first, "2=" + second);
    assertThat(backend.open).isZero();
  }

  @Test
  void weightsLeaksAndPrecisionStayAsTheyAre() {
    backend.rateByThreshold = (p, threshold) -> Math.exp(-threshold);

    Parameters found = calibrated(0.15);

    assertThat(found.values().keySet()).isEqualTo(parameters.values().keySet());
    parameters
        .values()
        .forEach(
            (name, value) -> {
              assertThat(found.get(name).precision()).isEqualTo(Precision.FLOAT32);
              if (!name.startsWith("threshold")) {
                assertThat(found.get(name)).isEqualTo(value);
              }
            });
  }

  @Test
  void whereFewNeuronsAllowNoSuchRateTheNearestIsTaken() {
    // Ten neurons and steps: a rate of 1, 0.2, 0.1 or 0, and nothing between.
    backend.rateByThreshold =
        (p, threshold) -> threshold < 1 ? 1 : threshold < 2 ? 0.2 : threshold < 3 ? 0.1 : 0;

    assertThat(calibrated(0.17).scalar("threshold.t0")).isBetween(1.0, 2.0);
    assertThat(calibrated(0.13).scalar("threshold.t0")).isBetween(2.0, 3.0);
  }

  @Test
  void theSearchIsShort() {
    List<Double> asked = new ArrayList<>();
    backend.rateByThreshold =
        (p, threshold) -> {
          asked.add(threshold);
          return Math.exp(-threshold);
        };

    calibrated(0.15);

    assertThat(asked).hasSizeLessThan(2 * 15);
  }

  @Test
  void aLayerThatCannotFireSoMuchIsNamedWithWhatItReaches() {
    backend.rateByThreshold = (p, threshold) -> p == 1 ? Math.exp(-threshold) : 0.42;

    assertThatThrownBy(() -> calibrated(0.6))
        .isInstanceOfSatisfying(
            FailureException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageContainingAll("layer features.3", "0.6", "0.42", "ask for less");
    assertThat(backend.open).isZero();
  }

  @Test
  void aLayerWithoutPositiveCurrentsIsNamed() {
    backend.currents.put(1, new double[] {-1, 0});

    assertThatThrownBy(() -> calibrated(0.1))
        .isInstanceOf(FailureException.class)
        .hasMessageContainingAll(
            "layer features.0", "none of its neurons receives a current above 0");
  }

  @Test
  void anAnnHasNoSpikeRate() {
    Model ann = Given.ann("20");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RateCalibration(1, 0.1)
                    .calibrated(
                        backend,
                        ann.network(),
                        Given.parameters(ann),
                        Tensor.of(new int[] {1, 1, 2, 2}, new float[4]),
                        ProgressListener.silent()))
        .withMessageContaining("never fires");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void aRateThatCannotBeIsRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateCalibration(STEPS, rate))
        .withMessageContainingAll("spike rate " + rate, "(0, 1)");
  }
}
