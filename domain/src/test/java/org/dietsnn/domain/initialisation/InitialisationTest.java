package org.dietsnn.domain.initialisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

class InitialisationTest {
  private final Network network =
      new Architecture("64 A 32", List.of(50), 1, new Shape(3, 8, 8), 10, 3, true)
          .build()
          .withHiddenNeurons(population -> Neuron.Lif.standard());

  @Test
  void theAuthorsDrawConvolutionsByFanOutAndDenseLayersWithOneHundredth() {
    Parameters drawn = Initialisation.AUTHORS.draw(network, new SplittableRandom(1));

    assertThat(deviation(drawn.get("features.3.weight")))
        .isCloseTo(Math.sqrt(2 / (9.0 * 32)), Percentage.withPercentage(2));
    assertThat(deviation(drawn.get("classifier.0.weight")))
        .isCloseTo(0.01, Percentage.withPercentage(2));
  }

  @Test
  void heDrawsEveryWeightByFanIn() {
    Parameters drawn = Initialisation.HE_FAN_IN.draw(network, new SplittableRandom(1));

    assertThat(deviation(drawn.get("features.3.weight")))
        .isCloseTo(Math.sqrt(2 / (9.0 * 64)), Percentage.withPercentage(2));
    assertThat(deviation(drawn.get("classifier.0.weight")))
        .isCloseTo(Math.sqrt(2 / (32.0 * 16)), Percentage.withPercentage(2));
  }

  @Test
  void biasesStartAtZeroAndNeuronsAtOne() {
    Parameters drawn = Initialisation.HE_FAN_IN.draw(network, new SplittableRandom(1));

    assertThat(drawn.checkedFor(network)).isEqualTo(drawn);
    assertThat(drawn.get("features.0.bias").toDoubles()).containsOnly(0);
    assertThat(drawn.scalar("threshold.t3")).isEqualTo(1);
    assertThat(drawn.scalar("leak.l3")).isEqualTo(1);
  }

  @Test
  void theSameSeedDrawsTheSameWeights() {
    assertThat(Initialisation.AUTHORS.draw(network, new SplittableRandom(5)))
        .isEqualTo(Initialisation.AUTHORS.draw(network, new SplittableRandom(5)))
        .isNotEqualTo(Initialisation.AUTHORS.draw(network, new SplittableRandom(6)));
  }

  private static double deviation(Tensor tensor) {
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      sum += tensor.at(i) * tensor.at(i);
    }
    return Math.sqrt(sum / tensor.size());
  }
}
