package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LayerDiagnosisTest {
  private static final double HEALTHY = 0.2;

  private final Model snn = Given.snn("20 30 40");
  private final ScriptedBackend backend =
      new ScriptedBackend((n, k, p, training) -> Given.right(n));

  @Test
  void healthyLayersAreNotMentioned() {
    assertThat(findings(snn, Map.of())).isEmpty();
    assertThat(findings(Given.ann("20 30 40"), Map.of(2, 1.0))).isEmpty();
    assertThat(gradientFindings()).isEmpty();
  }

  @Test
  void aSilentLayerBehindAnActiveOneHasTooHighAThreshold() {
    assertThat(findings(snn, Map.of(2, 0.0005)))
        .singleElement()
        .asString()
        .startsWith("layer features.3 is silent: 0.050 % of its neurons")
        .contains("its threshold 7.500 is above almost all of its potentials")
        .contains("lower the threshold scaling");
  }

  @Test
  void aSilentLayerBehindASilentOneNamesThatOne() {
    assertThat(findings(snn, Map.of(2, 0.0, 3, 0.0)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("layer features.3 is silent").contains("7.5"),
            second ->
                assertThat(second)
                    .startsWith("layer features.6 is silent")
                    .contains("layer features.3 before it is silent already")
                    .doesNotContain("threshold"));
  }

  @Test
  void aSilentLayerOfAnAnnHasDeadUnits() {
    assertThat(findings(Given.ann("20 30 40"), Map.of(1, 0.0)))
        .singleElement()
        .asString()
        .startsWith("layer features.0 is silent")
        .contains("its units are dead, lower the learning rate");
  }

  @Test
  void aLayerThatFiresAtEveryStepIsSaturated() {
    assertThat(findings(snn, Map.of(1, 0.97)))
        .singleElement()
        .asString()
        .startsWith("layer features.0 is saturated: 97.0 % of its neurons fire at every step")
        .contains("threshold 7.500 is far below its currents, raise the threshold scaling");
  }

  @Test
  void aVanishedGradientIsNamedWithWhatItIsComparedTo() {
    backend.norms.put("features.0.weight", 1e-9);
    backend.norms.put("features.3.weight", 3.0);

    assertThat(gradientFindings())
        .singleElement()
        .asString()
        .startsWith("no gradient reaches features.0.weight")
        .contains("norm 1.00e-09")
        .contains("largest of all layers is 3.00")
        .endsWith("too far from their thresholds for the surrogate gradient");
  }

  @Test
  void anAnnHasNoThresholdsToBlame() {
    backend.norms.put("features.0.weight", 0.0);

    assertThat(gradientFindings(Given.ann("20 30 40")))
        .singleElement()
        .asString()
        .startsWith("no gradient reaches features.0.weight")
        .contains("units after it are dead")
        .doesNotContain("threshold", "surrogate");
  }

  @Test
  void aGradientThatIsNotFiniteIsNamedAndHidesNoVanishedOne() {
    backend.norms.put("features.0.weight", Double.NaN);
    backend.norms.put("features.3.weight", Double.POSITIVE_INFINITY);
    backend.norms.put("features.6.weight", 0.0);

    assertThat(gradientFindings())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("the gradient of features.0.weight is not finite: norm NaN"),
            second ->
                assertThat(second)
                    .startsWith("the gradient of features.3.weight is not finite: norm Infinity"),
            third -> assertThat(third).startsWith("no gradient reaches features.6.weight"));
  }

  @Test
  void ifNoGradientArrivesAnywhereEveryLayerIsNamed() {
    List.of("features.0.weight", "features.3.weight", "features.6.weight", "classifier.0.weight")
        .forEach(name -> backend.norms.put(name, 0.0));

    assertThat(gradientFindings()).hasSize(4);
  }

  private List<String> findings(Model model, Map<Integer, Double> rates) {
    for (int p = 1; p < model.network().populations().size() - 1; p++) {
      backend.rates.put(p, rates.getOrDefault(p, HEALTHY));
    }
    Parameters parameters = Given.parameters(model);
    for (int p : model.network().spikingPopulations()) {
      String name = model.network().population(p).thresholdName();
      parameters = parameters.with(name, Tensor.scalar(7.5, Precision.FLOAT32));
    }
    Parameters chosen = parameters;
    return new LayerDiagnosis(model.network())
        .ofActivity(backend.activity(model.network(), 1000, model.timeSteps()), () -> chosen);
  }

  private List<String> gradientFindings() {
    return gradientFindings(snn);
  }

  private List<String> gradientFindings(Model model) {
    try (ScriptedSession session = backend.open(model.network(), Given.parameters(model))) {
      return new LayerDiagnosis(model.network()).ofGradients(session);
    }
  }
}
