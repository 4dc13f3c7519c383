package org.dietsnn.cpu.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * A neuron with theta = 1 and lambda = 1/2 under a constant current of 3/4, followed on paper. All
 * numbers are binary fractions, so they must agree exactly.
 */
class ResetTest {
  @Test
  void softResetLeaksTheRemainder() {
    // U: 0.75, 0.375 + 0.75 = 1.125, 0.0625 + 0.75 = 0.8125, 0.40625 + 0.75 = 1.15625
    Trace trace = run(Reset.SOFT, 0.75, 4);

    assertThat(trace.spikes().get(1).toDoubles()).containsExactly(0, 1, 0, 1);
    assertThat(trace.membranes().get(1).toDoubles()).containsExactly(0.75, 0.125, 0.8125, 0.15625);
  }

  @Test
  void unleakedSoftResetSubtractsTheWholeThresholdOneStepLater() {
    // U: 0.75, 1.125, 0.5625 + 0.75 - 1 = 0.3125, 0.15625 + 0.75 = 0.90625, 1.203125
    Trace trace = run(Reset.SOFT_UNLEAKED, 0.75, 5);

    assertThat(trace.spikes().get(1).toDoubles()).containsExactly(0, 1, 0, 0, 1);
    assertThat(trace.membranes().get(1).toDoubles())
        .containsExactly(0.75, 0.125, 0.3125, 0.90625, 0.203125);
  }

  @Test
  void hardResetForgetsTheRemainder() {
    // U: 0.75, 1.125, 0 + 0.75, 0.375 + 0.75
    Trace trace = run(Reset.HARD, 0.75, 4);

    assertThat(trace.spikes().get(1).toDoubles()).containsExactly(0, 1, 0, 1);
    assertThat(trace.membranes().get(1).toDoubles()).containsExactly(0.75, 0, 0.75, 0);
  }

  @Test
  void aPotentialExactlyAtTheThresholdDoesNotFire() {
    for (Reset reset : Reset.values()) {
      assertThat(run(reset, 1, 1).spikes().get(1).toDoubles()).containsExactly(0);
    }
  }

  @Test
  void theOutputAccumulatesWeightedSpikesWithoutLeak() {
    Trace trace = run(Reset.SOFT, 0.75, 4);

    // Weights 2 and -1; spikes 0 1 0 1.
    assertThat(trace.logits().toDoubles()).containsExactly(0, 0, 2, -1, 2, -1, 4, -2);
    assertThat(trace.logits().shape()).containsExactly(4, 1, 2);
    assertThat(trace.spikes().get(1).shape()).containsExactly(4, 1, 1, 1, 1);
  }

  private static Trace run(Reset reset, double current, int timeSteps) {
    Network network = SmallNetworks.chain(1, new Neuron.Lif(reset, Surrogate.standard()));
    Parameters parameters =
        new Parameters(
            Map.of(
                "dense1.weight", Tensor.of(new int[] {1, 1}, new double[] {1}),
                "out.weight", Tensor.of(new int[] {2, 1}, new double[] {2, -1}),
                "threshold.t1", Tensor.scalar(1, Precision.FLOAT64),
                "leak.l1", Tensor.scalar(0.5, Precision.FLOAT64)));
    try (NetworkSession session = new ReferenceBackend().open(network, parameters)) {
      return session.trace(Tensor.of(new int[] {1, 1, 1, 1}, new double[] {current}), timeSteps);
    }
  }
}
