package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walk through the layers by which thresholds are found. */
public interface ProbeContract extends BackendUnderTest {
  /** Order statistics of every population at every step, and the rate at which it fires. */
  @ParameterizedTest
  @MethodSource("org.dietsnn.conformance.cases.Cases#spiking")
  default void currentsAndRatesAreThoseOfTheReference(NetworkCase given) {
    try (NetworkSession expectedSession =
            new ReferenceBackend().open(given.network(), given.parameters());
        NetworkSession actualSession = backend().open(given.network(), given.parameters());
        CurrentProbe expected = expectedSession.probe(given.images(), given.timeSteps());
        CurrentProbe actual = actualSession.probe(given.images(), given.timeSteps())) {
      for (int p : given.network().spikingPopulations()) {
        double scale = Math.max(greatest(expected, p, 0), greatest(expected, p, 100));
        for (double q : new double[] {0, 37, 99.7, 100}) {
          PercentileRule rule = new PercentileRule(q);
          assertThat(actual.currents(p, rule))
              .as("%s percentile of the currents of %d", q, p)
              .containsExactly(expected.currents(p, rule), within(tolerance().relative() * scale));
        }
        double theta = given.parameters().scalar(given.network().population(p).thresholdName());
        assertThat(actual.spikeRate(p, theta))
            .as("spike rate of %d", p)
            .isCloseTo(expected.spikeRate(p, theta), within(1e-12));
        expected.fire(p, theta);
        actual.fire(p, theta);
      }
    }
  }

  /** Asking how much a population would fire does not fire it. */
  @Test
  default void askingForARateLeavesTheWalkWhereItIs() {
    NetworkCase given = Cases.rich();
    int[] spiking = given.network().spikingPopulations();
    try (NetworkSession session = backend().open(given.network(), given.parameters());
        CurrentProbe asked = session.probe(given.images(), 3);
        CurrentProbe unasked = session.probe(given.images(), 3)) {
      double[] rates = {asked.spikeRate(spiking[0], 1e-3), asked.spikeRate(spiking[0], 1e3)};
      assertThat(rates[0]).isGreaterThan(rates[1]);
      assertThat(rates[1]).isZero();
      asked.fire(spiking[0], 0.5);
      unasked.fire(spiking[0], 0.5);

      PercentileRule median = new PercentileRule(50);
      assertThat(asked.currents(spiking[1], median))
          .containsExactly(unasked.currents(spiking[1], median));
    }
  }

  /** A walk ends where the parameters are what they were before. */
  @Test
  default void aWalkChangesNoParameter() {
    NetworkCase given = Cases.rich();
    try (NetworkSession session = backend().open(given.network(), given.parameters())) {
      Parameters before = session.parameters();
      double[] logits = session.infer(given.images(), 4).logits().clone();
      try (CurrentProbe probe = session.probe(given.images(), 3)) {
        for (int p : given.network().spikingPopulations()) {
          probe.fire(p, 0.4);
        }
      }
      assertThat(session.parameters()).isEqualTo(before);
      assertThat(session.infer(given.images(), 4).logits()).containsExactly(logits);
    }
  }

  /** Populations are looked at in their order, one after the other. */
  @Test
  default void aWalkKeepsItsOrder() {
    NetworkCase given = Cases.rich();
    int[] spiking = given.network().spikingPopulations();
    PercentileRule rule = PercentileRule.standard();
    try (NetworkSession session = backend().open(given.network(), given.parameters())) {
      CurrentProbe probe = session.probe(given.images(), 2);
      assertThatIllegalStateException().isThrownBy(() -> probe.currents(spiking[1], rule));
      assertThatIllegalStateException().isThrownBy(() -> probe.spikeRate(spiking[1], 1));
      assertThatIllegalStateException().isThrownBy(() -> probe.fire(spiking[1], 1));
      assertThatIllegalArgumentException().isThrownBy(() -> probe.fire(0, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> probe.fire(-1, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> probe.currents(99, rule));
      for (double impossible : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatIllegalArgumentException().isThrownBy(() -> probe.fire(spiking[0], impossible));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> probe.spikeRate(spiking[0], impossible));
      }
      for (int p : spiking) {
        probe.fire(p, 1);
      }
      assertThatIllegalStateException().isThrownBy(() -> probe.fire(spiking[0], 1));
      probe.close();
      assertThatIllegalStateException().isThrownBy(() -> probe.currents(spiking[0], rule));
      probe.close();
    }
  }

  private static double greatest(CurrentProbe probe, int population, double q) {
    return Arrays.stream(probe.currents(population, new PercentileRule(q)))
        .map(Math::abs)
        .max()
        .orElseThrow();
  }
}
