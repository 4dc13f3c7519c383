package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * No call leaves anything behind that a later one could see, but what the port promises; and what a
 * call has returned stays as it was.
 */
public interface StateContract extends BackendUnderTest {
  /** Membranes begin at zero at every call, whatever ran before. */
  @Test
  default void inferenceAfterOtherBatchesIsThatOfAFreshSession() {
    NetworkCase given = Cases.rich();
    Tensor few = given.imagesBetween(2, 4);
    try (NetworkSession used = open(given);
        NetworkSession fresh = open(given)) {
      used.infer(given.images(), 7);
      used.trace(given.images(), 5);

      Inference second = used.infer(few, 2);

      Inference first = fresh.infer(few, 2);
      assertThat(second.logits()).containsExactly(first.logits());
      assertThat(second.activity()).isEqualTo(first.activity());
      assertThat(used.trace(few, 3)).isEqualTo(fresh.trace(few, 3));
      assertThat(used.infer(given.images(), 7).logits())
          .containsExactly(fresh.infer(given.images(), 7).logits());
    }
  }

  /** The same batch twice in a row. */
  @Test
  default void theSameBatchGivesTheSameAnswerAgain() {
    NetworkCase given = Cases.rich();
    try (NetworkSession session = open(given)) {
      Inference first = session.infer(given.images(), given.timeSteps());
      Trace firstTrace = session.trace(given.images(), given.timeSteps());

      Inference second = session.infer(given.images(), given.timeSteps());

      assertThat(second.logits()).containsExactly(first.logits());
      assertThat(second.activity()).isEqualTo(first.activity());
      assertThat(session.trace(given.images(), given.timeSteps())).isEqualTo(firstTrace);
    }
  }

  /** A trace shows what an inference counts. */
  @Test
  default void aTraceAndAnInferenceAreTheSameRun() {
    NetworkCase given = Cases.rich();
    try (NetworkSession session = open(given)) {
      Inference inference = session.infer(given.images(), 4);
      Trace trace = session.trace(given.images(), 4);

      for (int p : given.network().spikingPopulations()) {
        Tensor spikes = trace.spikes().get(p);
        long count = 0;
        for (int i = 0; i < spikes.size(); i++) {
          count += (long) spikes.at(i);
        }
        assertThat(inference.activity().spikes().get(p)).isEqualTo(count);
      }
    }
  }

  /** Neither a larger batch nor its dropout nor its gradients are left. */
  @Test
  default void gradientsAfterALargerBatchAreThoseOfAFreshSession() {
    NetworkCase given = Cases.rich();
    try (TrainingSession used = openTraining(given);
        TrainingSession fresh = openTraining(given)) {
      used.backward(TrainingSteps.gradient(used, given));

      used.backward(gradientOfFew(given, used));

      fresh.backward(gradientOfFew(given, fresh));
      assertThat(used.gradients()).isEqualTo(fresh.gradients());
    }
  }

  /** Between a forward and its backward pass anything may be inferred, traced and probed. */
  @Test
  default void inferenceBetweenForwardAndBackwardDisturbsNothing() {
    NetworkCase given = Cases.rich();
    try (TrainingSession disturbed = openTraining(given);
        TrainingSession fresh = openTraining(given)) {
      double[] gradient = gradientOfFew(given, disturbed);
      disturbed.infer(given.images(), 5);
      disturbed.trace(given.images(), 2);
      try (CurrentProbe probe = disturbed.probe(given.images(), 3)) {
        for (int p : given.network().spikingPopulations()) {
          probe.currents(p, PercentileRule.standard());
          probe.fire(p, 0.4);
        }
      }

      disturbed.backward(gradient);

      fresh.backward(gradientOfFew(given, fresh));
      assertThat(disturbed.gradients()).isEqualTo(fresh.gradients());
    }
  }

  /** Inference in the course of a training uses the parameters of that moment. */
  @Test
  default void inferenceFollowsTheTraining() {
    NetworkCase given = Cases.rich();
    try (TrainingSession training = openTraining(given)) {
      training.infer(given.images(), 3);
      TrainingSteps.run(training, given, 1, 3);
      Parameters parameters = training.parameters();
      assertThat(parameters).isNotEqualTo(given.parameters().as(backend().precision()));

      double[] logits = training.infer(given.images(), 3).logits();

      try (NetworkSession fresh = backend().open(given.network(), parameters)) {
        assertThat(logits).containsExactly(fresh.infer(given.images(), 3).logits());
      }
    }
  }

  /** Two sessions of one backend, call by call in turn. */
  @Test
  default void sessionsDoNotDisturbEachOther() {
    NetworkCase given = Cases.rich();
    TrainingSession other = openTraining(given);
    try (TrainingSession one = openTraining(given);
        TrainingSession alone = openTraining(given)) {
      TrainingSteps.run(alone, given, 1, 2);
      for (int step = 1; step <= 2; step++) {
        double[] gradient = TrainingSteps.gradient(one, given);
        TrainingSteps.run(other, given, 2 * step - 1, 2 * step);
        one.backward(gradient);
        one.update(new UpdateStep(step, 0.01));
      }
      assertThat(one.parameters()).isEqualTo(alone.parameters());
      other.close();
      assertThat(one.infer(given.images(), 2).logits())
          .containsExactly(alone.infer(given.images(), 2).logits());
    }
  }

  /** Results are the caller's: later calls and closing do not change them. */
  @Test
  default void whatWasReturnedIsACopy() {
    NetworkCase given = Cases.rich();
    TrainingSession session = openTraining(given);
    Inference forward = session.forward(given.images(), given.timeSteps(), given.dropout());
    double[] logits = forward.logits().clone();
    session.backward(CrossEntropy.of(forward.logits(), given.labels()).gradient());
    Inference inference = session.infer(given.images(), given.timeSteps());
    double[] inferred = inference.logits().clone();
    Trace trace = session.trace(given.images(), given.timeSteps());
    Tensor traced = copy(trace.logits());
    Parameters parameters = session.parameters();
    Parameters parametersThen = parameters.map(StateContract::copy);
    Parameters gradients = session.gradients();
    Parameters gradientsThen = gradients.map(StateContract::copy);
    Parameters state = session.optimiserState();
    Parameters stateThen = state.map(StateContract::copy);

    session.update(new UpdateStep(1, 0.1));
    assertThat(session.parameters()).isNotEqualTo(parametersThen);
    TrainingSteps.run(session, given, 2, 3);
    session.infer(given.images(), given.timeSteps());
    session.trace(given.images(), given.timeSteps());
    session.close();

    assertThat(forward.logits()).containsExactly(logits);
    assertThat(inference.logits()).containsExactly(inferred);
    assertThat(trace.logits()).isEqualTo(traced);
    assertThat(parameters).isEqualTo(parametersThen);
    assertThat(gradients).isEqualTo(gradientsThen);
    assertThat(state).isEqualTo(stateThen);
  }

  private static Tensor copy(Tensor tensor) {
    return tensor.precision() == Precision.FLOAT32
        ? Tensor.of(tensor.shape(), tensor.toFloats())
        : Tensor.of(tensor.shape(), tensor.toDoubles());
  }

  private static double[] gradientOfFew(NetworkCase given, TrainingSession session) {
    Inference inference = session.forward(given.imagesBetween(2, 4), 3, DropoutMasks.none());
    return CrossEntropy.of(inference.logits(), new int[] {0, 1}).gradient();
  }

  private NetworkSession open(NetworkCase given) {
    return backend().open(given.network(), given.parameters());
  }

  private TrainingSession openTraining(NetworkCase given) {
    return backend().openTraining(given.network(), given.parameters(), Adam.standard(true, 1e-3));
  }
}
