package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.ref.WeakReference;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No call leaves anything behind that a later one could see, but what the port promises. */
class SessionStateTest {
  static final List<ComputeBackend> ENGINES =
      List.of(new ReferenceBackend(), new FloatBackend(2, "vector"), new FloatBackend(2, "plain"));

  private static final Optimiser ADAM = Adam.standard(true, 1e-3);
  private static final DropoutMasks NO_DROPOUT = DropoutMasks.none();

  private final RandomCase given = richCase();

  private final Tensor few = given.imagesBetween(2, 4);

  @ParameterizedTest
  @FieldSource("ENGINES")
  void inferenceAfterALargerBatchAndMoreStepsIsThatOfAFreshSession(ComputeBackend engine) {
    try (NetworkSession used = open(engine);
        NetworkSession fresh = open(engine)) {
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

  @ParameterizedTest
  @FieldSource("ENGINES")
  void gradientsAfterALargerBatchAndDropoutAreThoseOfAFreshSession(ComputeBackend engine) {
    try (TrainingSession used = openTraining(engine);
        TrainingSession fresh = openTraining(engine)) {
      Inference large = used.forward(given.images(), 6, given.dropout());
      used.backward(CrossEntropy.of(large.logits(), given.labels()).gradient());

      used.backward(gradient(used.forward(few, 3, NO_DROPOUT)));

      fresh.backward(gradient(fresh.forward(few, 3, NO_DROPOUT)));
      assertThat(used.gradients()).isEqualTo(fresh.gradients());
    }
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void inferenceBetweenForwardAndBackwardDisturbsNothing(ComputeBackend engine) {
    try (TrainingSession disturbed = openTraining(engine);
        TrainingSession fresh = openTraining(engine)) {
      Inference inference = disturbed.forward(few, 3, NO_DROPOUT);
      disturbed.infer(given.images(), 5);
      disturbed.trace(given.images(), 2);
      walk(disturbed);

      disturbed.backward(gradient(inference));

      fresh.backward(gradient(fresh.forward(few, 3, NO_DROPOUT)));
      assertThat(disturbed.gradients()).isEqualTo(fresh.gradients());
    }
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void lookingForThresholdsChangesNoParameter(ComputeBackend engine) {
    try (NetworkSession session = open(engine)) {
      Parameters before = session.parameters();
      double[] logits = session.infer(few, 4).logits();

      walk(session);

      assertThat(session.parameters()).isEqualTo(before);
      assertThat(session.infer(few, 4).logits()).containsExactly(logits);
    }
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void aTraceAndAnInferenceAreTheSameRun(ComputeBackend engine) {
    try (NetworkSession session = open(engine)) {
      Inference inference = session.infer(few, 4);
      Trace trace = session.trace(few, 4);

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

  @ParameterizedTest
  @FieldSource("ENGINES")
  void backwardNeedsAForwardPassOfItsOwn(ComputeBackend engine) {
    try (TrainingSession session = openTraining(engine)) {
      double[] gradient = gradient(session.infer(few, 3));
      refused(() -> session.backward(gradient), "forward");
      refused(session::gradients, "gradients");
      refused(() -> session.update(new UpdateStep(1, 0.1)), "update");

      session.forward(few, 3, NO_DROPOUT);
      session.backward(gradient);
      refused(() -> session.backward(gradient), "forward");

      session.forward(few, 3, NO_DROPOUT);
      session.update(new UpdateStep(1, 0.1));
      refused(() -> session.backward(gradient), "forward");

      session.forward(few, 3, NO_DROPOUT);
      session.restore(session.parameters(), session.optimiserState());
      refused(() -> session.backward(gradient), "forward");
    }
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void anUpdateNeedsABackwardPassOfItsOwn(ComputeBackend engine) {
    try (TrainingSession session = openTraining(engine)) {
      session.backward(gradient(session.forward(few, 3, NO_DROPOUT)));
      Parameters gradients = session.gradients();

      session.update(new UpdateStep(1, 0.1));

      refused(() -> session.update(new UpdateStep(2, 0.1)), "update");
      assertThat(session.gradients()).isEqualTo(gradients);

      session.backward(gradient(session.forward(few, 3, NO_DROPOUT)));
      session.restore(session.parameters(), session.optimiserState());

      refused(() -> session.update(new UpdateStep(2, 0.1)), "update");
      refused(session::gradients, "gradients");
    }
  }

  @Test
  void aBatchThatNoArrayHoldsIsRefusedWithItsNumbers() {
    try (NetworkSession session = open(ENGINES.get(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.infer(few, Integer.MAX_VALUE))
          .withMessageMatching(
              "population \\S+ has \\d+ neurons x 2 images x T = 2147483647 outputs .*"
                  + "take smaller batches");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.trace(few, Integer.MAX_VALUE))
          .withMessageContaining("take smaller batches");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.probe(few, Integer.MAX_VALUE))
          .withMessageContaining("take smaller batches");
    }
  }

  @Test
  void aClosedSessionKeepsNoArrays() {
    FloatTrainingSession session = (FloatTrainingSession) openTraining(ENGINES.get(1));
    WeakReference<float[]> weights = new WeakReference<>(anyWeights(session));

    session.close();

    for (int i = 0; i < 100 && weights.get() != null; i++) {
      System.gc();
    }
    assertThat(weights.get()).isNull();
    refused(session::parameters, "closed");
  }

  private float[] anyWeights(FloatSession session) {
    return session.parameters.arrays().values();
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void aGradientOfAnotherBatchIsRefusedAndTheForwardPassKept(ComputeBackend engine) {
    try (TrainingSession session = openTraining(engine)) {
      double[] right = gradient(session.forward(few, 3, NO_DROPOUT));

      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.backward(new double[right.length + 1]));

      session.backward(right);
    }
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void aClosedSessionRefusesEveryCallButClosing(ComputeBackend engine) {
    TrainingSession session = openTraining(engine);
    session.backward(gradient(session.forward(few, 3, NO_DROPOUT)));
    Parameters parameters = session.parameters();
    Parameters state = session.optimiserState();

    session.close();

    List<ThrowingCallable> calls =
        List.of(
            () -> session.infer(few, 3),
            () -> session.trace(few, 3),
            () -> session.probe(few, 3),
            session::parameters,
            () -> session.forward(few, 3, NO_DROPOUT),
            () -> session.backward(new double[2 * given.network().classes()]),
            () -> session.update(new UpdateStep(1, 0.1)),
            session::gradients,
            () -> session.gradientNorm(given.network().parameterSpecs().get(0).name()),
            session::optimiserState,
            () -> session.restore(parameters, state));
    calls.forEach(call -> refused(call, "closed"));
    session.close();
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void trainingGoesOnFromACheckpointAsIfItHadNeverStopped(ComputeBackend engine) {
    for (Optimiser optimiser : List.of(ADAM, new SgdMomentum(0.9, 1e-3, true))) {
      try (TrainingSession straight = openTraining(engine, optimiser);
          TrainingSession resumed = openTraining(engine, optimiser)) {
        steps(straight, 1, 3);
        Parameters parameters = straight.parameters();
        Parameters state = straight.optimiserState();
        steps(straight, 4, 6);

        steps(resumed, 1, 2);
        resumed.restore(parameters, state);
        assertThat(resumed.parameters()).isEqualTo(parameters);
        assertThat(resumed.optimiserState()).isEqualTo(state);
        steps(resumed, 4, 6);

        assertThat(resumed.parameters()).isEqualTo(straight.parameters());
        assertThat(resumed.optimiserState()).isEqualTo(straight.optimiserState());
        assertThat(resumed.parameters()).isNotEqualTo(parameters);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void aStateOfAnotherOptimiserIsRefusedAndNothingChanges(ComputeBackend engine) {
    try (TrainingSession adam = openTraining(engine);
        TrainingSession sgd = openTraining(engine, new SgdMomentum(0.9, 0, false))) {
      steps(adam, 1, 2);
      Parameters before = adam.parameters();
      Parameters state = adam.optimiserState();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> adam.restore(sgd.parameters(), sgd.optimiserState()))
          .withMessageContaining("exp_avg");

      assertThat(adam.parameters()).isEqualTo(before);
      assertThat(adam.optimiserState()).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void whatWasHandedOutIsACopy(ComputeBackend engine) {
    try (TrainingSession session = openTraining(engine)) {
      session.backward(gradient(session.forward(few, 3, NO_DROPOUT)));
      Parameters parameters = session.parameters();
      Parameters kept = new Parameters(parameters.values());
      double first = parameters.get(given.network().parameterSpecs().get(0).name()).at(0);

      session.update(new UpdateStep(1, 0.1));

      assertThat(parameters).isEqualTo(kept).isNotEqualTo(session.parameters());
      assertThat(parameters.get(given.network().parameterSpecs().get(0).name()).at(0))
          .isEqualTo(first);
    }
  }

  /** Pooling, a shortcut, dropout and several spiking populations. */
  private static RandomCase richCase() {
    for (long seed = 0; ; seed++) {
      RandomCase drawn = RandomCase.draw(seed, true, 6);
      List<Synapse> synapses =
          drawn.network().populations().stream().flatMap(p -> p.synapses().stream()).toList();
      if (synapses.stream().anyMatch(s -> s.pooling() > 1 && s.source() > 0)
          && synapses.stream().anyMatch(s -> s instanceof Synapse.Identity && s.source() > 0)
          && drawn.network().spikingPopulations().length >= 3
          && drawn.dropout().kept().size() >= 2) {
        return drawn;
      }
    }
  }

  private void walk(NetworkSession session) {
    try (CurrentProbe probe = session.probe(given.images(), 3)) {
      for (int p : given.network().spikingPopulations()) {
        probe.currents(p, PercentileRule.standard());
        probe.fire(p, 0.4);
      }
    }
  }

  private void steps(TrainingSession session, int from, int to) {
    for (int step = from; step <= to; step++) {
      Inference inference = session.forward(given.images(), given.timeSteps(), given.dropout());
      session.backward(CrossEntropy.of(inference.logits(), given.labels()).gradient());
      session.update(new UpdateStep(step, 0.01));
    }
  }

  private double[] gradient(Inference inference) {
    return CrossEntropy.of(inference.logits(), new int[] {0, 1}).gradient();
  }

  private NetworkSession open(ComputeBackend engine) {
    return engine.open(given.network(), given.parameters());
  }

  private TrainingSession openTraining(ComputeBackend engine) {
    return openTraining(engine, ADAM);
  }

  private TrainingSession openTraining(ComputeBackend engine, Optimiser optimiser) {
    return engine.openTraining(given.network(), given.parameters(), optimiser);
  }

  private static void refused(ThrowingCallable call, String because) {
    assertThatIllegalStateException().isThrownBy(call).withMessageContaining(because);
  }
}
