package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutSamplerTest {
  private static final int IMAGES = 37;

  /** Populations 1, 3 and 4 have dropout; the spikes of 2 are pooled. */
  private final Network network = Given.ann("30 50 A 70 30", new Shape(1, 9, 9)).network();

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.2, 0.5, 0.9})
  void theShareOfSilencedNeuronsIsTheRate(double rate) {
    DropoutSampler sampler = new DropoutSampler(network, rate);
    int silenced = 0;
    int all = 0;
    for (int step = 0; step < 30; step++) {
      DropoutMasks masks = sampler.draw(1, step, IMAGES);
      for (int p : masks.kept().keySet()) {
        int neurons = network.population(p).shape().neurons();
        all += IMAGES * neurons;
        silenced += IMAGES * neurons - keptOf(masks, p, neurons);
      }
    }

    assertThat(all).isGreaterThan(400_000);
    ConfidenceInterval interval = new ClopperPearsonInterval().createInterval(all, silenced, 0.999);
    assertThat(rate).isBetween(interval.getLowerBound(), interval.getUpperBound());
  }

  @Test
  void everyNeuronAndEveryImageIsSilencedNowAndThen() {
    DropoutSampler sampler = new DropoutSampler(network, 0.5);
    int neurons = network.population(4).shape().neurons();
    boolean[][] silenced = new boolean[3][neurons];
    boolean[][] kept = new boolean[3][neurons];
    for (int step = 0; step < 40; step++) {
      DropoutMasks masks = sampler.draw(5, step, 3);
      for (int n = 0; n < 3; n++) {
        for (int i = 0; i < neurons; i++) {
          (masks.keeps(4, neurons, n, i) ? kept : silenced)[n][i] = true;
        }
      }
    }

    for (int n = 0; n < 3; n++) {
      assertThat(silenced[n]).doesNotContain(false);
      assertThat(kept[n]).doesNotContain(false);
    }
  }

  @Test
  void masksDifferBetweenStepsPopulationsAndSeeds() {
    DropoutSampler sampler = new DropoutSampler(network, 0.5);
    Set<Long> firstWords = new HashSet<>();
    for (long seed : List.of(1L, 2L)) {
      for (int step = 0; step < 50; step++) {
        sampler.draw(seed, step, 2).kept().values().forEach(words -> firstWords.add(words[0]));
      }
    }

    assertThat(firstWords).hasSize(2 * 50 * 3);
  }

  @Test
  void masksDependOnNothingElse() {
    DropoutSampler sampler = new DropoutSampler(network, 0.3);
    DropoutMasks first = sampler.draw(9, 4, 5);
    sampler.draw(9, 5, 5);

    DropoutMasks second = new DropoutSampler(network, 0.3).draw(9, 4, 5);

    first.kept().forEach((p, words) -> assertThat(second.kept().get(p)).containsExactly(words));
  }

  @Test
  void onlyPopulationsWithDropoutAreSilencedAndTheOthersScaledUp() {
    DropoutMasks masks = new DropoutSampler(network, 0.2).draw(1, 0, 1);

    assertThat(masks.scale()).isEqualTo(1.25);
    assertThat(masks.kept()).containsOnlyKeys(1, 3, 4);
    assertThat(masks.keeps(2, network.population(2).shape().neurons(), 0, 7)).isTrue();
  }

  @Test
  void aRateOfZeroIsNoDropout() {
    assertThat(new DropoutSampler(network, 0).draw(1, 0, 4)).isEqualTo(DropoutMasks.none());
  }

  private static int keptOf(DropoutMasks masks, int p, int neurons) {
    int kept = 0;
    for (int n = 0; n < IMAGES; n++) {
      for (int i = 0; i < neurons; i++) {
        kept += masks.keeps(p, neurons, n, i) ? 1 : 0;
      }
    }
    return kept;
  }
}
