package org.dietsnn.domain.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BatchNormalisationTest {
  private static final Tensor GAMMA = vector(2, -0.5);
  private static final Tensor BETA = vector(0.25, 3);
  private static final Tensor MEAN = vector(-1, 0.5);
  private static final Tensor VARIANCE = vector(4, 0.09);

  private final BatchNormalisation normalisation =
      new BatchNormalisation(GAMMA, BETA, MEAN, VARIANCE, 1e-5);

  @Test
  void aFoldedLayerComputesWhatLayerAndNormalisationDo() {
    // given a layer of two outputs and three inputs with a bias
    Tensor weight = Tensor.of(new int[] {2, 3}, new double[] {1, -2, 0.5, 0.25, 4, -1});
    Tensor bias = vector(0.1, -0.2);
    double[] x = {0.3, -0.7, 1.9};

    // when the normalisation is folded in
    Tensor foldedWeight = normalisation.foldedWeight(weight);
    Tensor foldedBias = normalisation.foldedBias(bias, Precision.FLOAT64);

    // then the sum is that of the layer, normalised by its definition
    for (int c = 0; c < 2; c++) {
      double layer = bias.at(c);
      double folded = foldedBias.at(c);
      for (int i = 0; i < 3; i++) {
        layer += weight.at(3 * c + i) * x[i];
        folded += foldedWeight.at(3 * c + i) * x[i];
      }
      double expected =
          GAMMA.at(c) * (layer - MEAN.at(c)) / Math.sqrt(VARIANCE.at(c) + 1e-5) + BETA.at(c);
      assertThat(folded).isCloseTo(expected, within(1e-14));
    }
  }

  @Test
  void aLayerWithoutBiasGetsOne() {
    Tensor bias = normalisation.foldedBias(null, Precision.FLOAT32);

    assertThat(bias.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(bias.at(0)).isCloseTo(0.25 + 2 / Math.sqrt(4.00001), within(1e-6));
    assertThat(bias.at(1)).isCloseTo(3 + 0.25 / Math.sqrt(0.09001), within(1e-6));
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchNormalisation(GAMMA, vector(1), MEAN, VARIANCE, 1e-5))
        .withMessageContaining("[2], [1], [2], [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchNormalisation(GAMMA, BETA, MEAN, vector(1, -1), 1e-5))
        .withMessageContaining("variance -1.0 of channel 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchNormalisation(GAMMA, BETA, MEAN, vector(1, Double.NaN), 1e-5))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> normalisation.foldedWeight(vector(1, 2, 3)))
        .withMessageContaining("2 channels")
        .withMessageContaining("layer of 3");
  }

  private static Tensor vector(double... values) {
    return Tensor.of(new int[] {values.length}, values);
  }
}
