package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Parameters and optimiser state, out of a session and into another. */
public interface CheckpointContract extends BackendUnderTest {
  /** What was put in comes out, in the precision of the backend and the order of the network. */
  @Test
  default void parametersComeOutAsTheyWentIn() {
    NetworkCase given = Cases.rich();
    for (Precision precision : Precision.values()) {
      try (NetworkSession session =
          backend().open(given.network(), given.parameters().as(precision))) {
        Parameters parameters = session.parameters();

        assertThat(parameters).isEqualTo(given.parameters().as(backend().precision()));
        assertThat(parameters.values().keySet())
            .containsExactlyElementsOf(
                given.network().parameterSpecs().stream().map(ParameterSpec::name).toList());
      }
    }
  }

  /** A training resumed from a checkpoint ends as if it had never stopped, to the last bit. */
  @Test
  default void trainingGoesOnFromACheckpointAsIfItHadNeverStopped() {
    NetworkCase given = Cases.rich();
    for (Optimiser optimiser :
        List.of(Adam.standard(true, 1e-3), new SgdMomentum(0.9, 1e-3, true))) {
      try (TrainingSession straight = open(given, optimiser);
          TrainingSession resumed = open(given, optimiser)) {
        TrainingSteps.run(straight, given, 1, 3);
        Parameters parameters = straight.parameters();
        Parameters state = straight.optimiserState();
        TrainingSteps.run(straight, given, 4, 6);

        TrainingSteps.run(resumed, given, 1, 2);
        resumed.restore(parameters, state);
        assertThat(resumed.parameters()).isEqualTo(parameters);
        assertThat(resumed.optimiserState()).isEqualTo(state);
        TrainingSteps.run(resumed, given, 4, 6);

        assertThat(resumed.parameters()).isEqualTo(straight.parameters());
        assertThat(resumed.optimiserState()).isEqualTo(straight.optimiserState());
        assertThat(resumed.parameters()).isNotEqualTo(parameters);
      }
    }
  }

  /** A checkpoint of the reference engine goes in, rounded to the precision of the backend. */
  @Test
  default void aCheckpointOfAnotherBackendIsTaken() {
    NetworkCase given = Cases.rich();
    Optimiser optimiser = Adam.standard(true, 1e-3);
    try (TrainingSession reference =
            new ReferenceBackend().openTraining(given.network(), given.parameters(), optimiser);
        TrainingSession session = open(given, optimiser)) {
      TrainingSteps.run(reference, given, 1, 2);

      session.restore(reference.parameters(), reference.optimiserState());

      assertThat(session.parameters()).isEqualTo(reference.parameters().as(backend().precision()));
      assertThat(session.optimiserState())
          .isEqualTo(reference.optimiserState().as(backend().precision()));
    }
  }

  /** What does not fit is refused, and nothing has changed. */
  @Test
  default void aStateThatDoesNotFitIsRefusedAndNothingChanges() {
    NetworkCase given = Cases.rich();
    try (TrainingSession adam = open(given, Adam.standard(true, 1e-3));
        TrainingSession sgd = open(given, new SgdMomentum(0.9, 0, false))) {
      TrainingSteps.run(adam, given, 1, 2);
      Parameters before = adam.parameters();
      Parameters state = adam.optimiserState();
      String first = given.network().parameterSpecs().get(0).name();
      Tensor misshapen = Tensor.of(new int[] {1}, new double[] {1});

      assertThatIllegalArgumentException()
          .isThrownBy(() -> adam.restore(sgd.parameters(), sgd.optimiserState()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> adam.restore(before.with(first, misshapen), state));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> adam.restore(before, state.with("exp_avg/" + first, misshapen)));

      assertThat(adam.parameters()).isEqualTo(before);
      assertThat(adam.optimiserState()).isEqualTo(state);
    }
  }

  private TrainingSession open(NetworkCase given, Optimiser optimiser) {
    return backend().openTraining(given.network(), given.parameters(), optimiser);
  }
}
