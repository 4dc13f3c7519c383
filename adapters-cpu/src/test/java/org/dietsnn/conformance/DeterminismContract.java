package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Adam;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same inputs give the same bits. */
public interface DeterminismContract extends BackendUnderTest {
  /** A few networks of different kinds. */
  static Stream<Named<NetworkCase>> determined() {
    return Stream.concat(
        Stream.of(Named.of(Cases.rich().name(), Cases.rich())),
        Cases.all().filter(one -> one.getName().startsWith("many channels")));
  }

  /** Three steps of a training, twice, and with every variant. */
  @ParameterizedTest
  @MethodSource("determined")
  default void theSameTrainingEndsWithTheSameBits(NetworkCase given) {
    List<Parameters> first = trained(backend(), given);

    assertThat(trained(backend(), given)).as("trained again").isEqualTo(first);
    for (ComputeBackend variant : variants()) {
      assertThat(trained(variant, given)).as(variant.description()).isEqualTo(first);
    }
  }

  /** Trainings of their own in four threads at once: a session is one thread's, a backend not. */
  @Test
  default void sessionsOfSeveralThreadsEndWithTheSameBits()
      throws InterruptedException, ExecutionException {
    NetworkCase given = Cases.rich();
    ComputeBackend backend = backend();
    List<Parameters> alone = trained(backend, given);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Parameters>>> trainings = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        trainings.add(threads.submit(() -> trained(backend, given)));
      }
      for (Future<List<Parameters>> training : trainings) {
        assertThat(training.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
  }

  /**
   * All that a training leaves: a last bit of a gradient that is lost in the rounding of a
   * parameter is still seen in the gradients and the optimiser's state.
   */
  private static List<Parameters> trained(ComputeBackend backend, NetworkCase given) {
    try (TrainingSession session =
        backend.openTraining(given.network(), given.parameters(), Adam.standard(true, 1e-3))) {
      TrainingSteps.run(session, given, 1, 3);
      return List.of(session.parameters(), session.optimiserState(), session.gradients());
    }
  }
}
