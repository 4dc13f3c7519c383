package org.dietsnn.domain.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
  private final Network ann =
      new Architecture("4 A 6", List.of(), 1, new Shape(1, 8, 8), 3, 3, true).build();

  @ParameterizedTest
  @CsvSource({
    "99.7, 1, 1",
    "99.7, 1000, 997", // 0.997 * 999 = 996.003
    "99.7, 501, 499", // 498.5 rounds to the even 498
    "99.7, 1501, 1497", // 1495.5 rounds to the even 1496
    "50, 2, 1", // 0.5 rounds to the even 0
    "50, 4, 3", // 1.5 rounds to the even 2
    "0, 10, 1",
    "100, 10, 10"
  })
  void theRankIsRoundedHalfToEven(double q, int n, int rank) {
    assertThat(new PercentileRule(q).rank(n)).isEqualTo(rank);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theRankIsAlwaysOneOfTheValues(
      @ForAll @DoubleRange(min = 0, max = 100) double q,
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int n) {
    assertThat(new PercentileRule(q).rank(n)).isBetween(1, n);
  }

  @Test
  void impossiblePercentilesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PercentileRule(100.1))
        .withMessageContaining("100.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PercentileRule.standard().rank(0))
        .withMessageContaining("found 0");
  }

  @Test
  void theSpikingTwinIsTheSameGraphAndBack() {
    Network snn = SpikingTwin.spiking(ann, Neuron.Lif.standard());

    assertThat(snn.spikingPopulations()).containsExactly(1, 2);
    assertThat(snn.macs()).isEqualTo(ann.macs());
    assertThat(SpikingTwin.rectifying(snn)).isEqualTo(ann);
  }

  @Test
  void weightsAreTakenOverAndThresholdsAndLeaksSet() {
    Network snn = SpikingTwin.spiking(ann, Neuron.Lif.standard());
    Parameters weights = Initialisation.HE_FAN_IN.draw(ann, new SplittableRandom(3));

    Parameters converted = SpikingTwin.parameters(weights, snn, 0.5, 0.9);

    weights.values().forEach((name, tensor) -> assertThat(converted.get(name)).isEqualTo(tensor));
    assertThat(converted.scalar("threshold.t0")).isEqualTo(0.5);
    assertThat(converted.scalar("leak.l3")).isEqualTo(0.9f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpikingTwin.parameters(weights, snn, 0, 0.9))
        .withMessageContaining("threshold threshold.t0 must be > 0");
  }
}
