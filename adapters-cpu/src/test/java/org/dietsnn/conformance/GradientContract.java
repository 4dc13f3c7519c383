package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The training pass under dropout: its logits, its loss, and the gradient of every parameter. */
public interface GradientContract extends BackendUnderTest {
  /**
   * Back-propagates the gradient that the reference found at the logits, because the softmax can
   * enlarge the rounding of the logits.
   */
  @ParameterizedTest
  @MethodSource("org.dietsnn.conformance.cases.Cases#all")
  default void lossAndGradientsAreThoseOfTheReference(NetworkCase given) {
    ReferenceRun expected = ReferenceRun.of(given);
    try (TrainingSession session = open(given)) {
      Inference found = session.forward(given.images(), given.timeSteps(), given.dropout());
      tolerance().requireClose("logits", found.logits(), expected.forward().logits());
      assertThat(found.activity().spikes()).isEqualTo(expected.forward().activity().spikes());
      double wanted = expected.loss().value();
      assertThat(CrossEntropy.of(found.logits(), given.labels()).value())
          .as("loss")
          .isCloseTo(wanted, within(tolerance().relative() * Math.max(1, wanted)));

      session.backward(expected.loss().gradient());

      Parameters gradients = session.gradients();
      tolerance().requireCloseGradients(given.network(), gradients, expected.gradients());
      for (ParameterSpec spec : given.network().parameterSpecs()) {
        double norm = norm(gradients.get(spec.name()).toDoubles());
        assertThat(session.gradientNorm(spec.name()))
            .as("norm of the gradient of %s", spec.name())
            .isCloseTo(norm, within(tolerance().relative() * norm));
      }
    }
  }

  /** The mask silences after the spikes are counted, and scales what is left. */
  @Test
  default void dropoutSilencesAndScalesByHand() {
    Neuron neuron = Neuron.Lif.standard();
    try (TrainingSession session =
        backend()
            .openTraining(
                HandMade.network(neuron),
                HandMade.parameters(1, 1),
                new SgdMomentum(0, 0, false))) {
      DropoutMasks secondOnly = new DropoutMasks(1.25, Map.of(1, new long[] {0b10}));

      Inference inference = session.forward(HandMade.images(1, 1), 1, secondOnly);

      assertThat(inference.logits()).containsExactly(0, 0, 1.25, 12.5);
      assertThat(inference.activity().spikes().get(1)).isEqualTo(2);
      assertThat(inference.activity().arriving().get(2)).containsExactly(1L);
    }
  }

  /** A second backward pass does not add to the first one. */
  @Test
  default void everyBackwardPassReplacesTheGradients() {
    NetworkCase given = Cases.rich();
    double[] gradient = ReferenceRun.of(given).loss().gradient();
    try (TrainingSession session = open(given)) {
      session.forward(given.images(), given.timeSteps(), given.dropout());
      session.backward(gradient);
      Parameters once = session.gradients();

      session.forward(given.images(), given.timeSteps(), given.dropout());
      session.backward(gradient);

      assertThat(session.gradients()).isEqualTo(once);
    }
  }

  /** Arrays that the caller owns stay as they are. */
  @Test
  default void argumentsAreNotModified() {
    NetworkCase given = Cases.rich();
    double[] gradient = ReferenceRun.of(given).loss().gradient().clone();
    double[] kept = gradient.clone();
    long[] words = given.dropout().kept().values().iterator().next();
    long[] keptWords = words.clone();
    try (TrainingSession session = open(given)) {
      session.forward(given.images(), given.timeSteps(), given.dropout());
      session.backward(gradient);
    }
    assertThat(gradient).containsExactly(kept);
    assertThat(words).containsExactly(keptWords);
  }

  private TrainingSession open(NetworkCase given) {
    return backend()
        .openTraining(given.network(), given.parameters(), new SgdMomentum(0, 0, false));
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
  }
}
