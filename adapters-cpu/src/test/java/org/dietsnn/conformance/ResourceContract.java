package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What a closed session does, and what it must not hold. */
public interface ResourceContract extends BackendUnderTest {
  /** How many sessions are opened and closed. */
  int SESSIONS = 1_000;

  /** One in so many of them learns, and is left in the middle of a step. */
  int LEARNING = 10;

  /** More than a backend may hold back of the sessions, less than they would hold if kept. */
  long MOST_BYTES_KEPT = 64L << 20;

  /** Every call but closing is refused; closing again is harmless. */
  @Test
  default void aClosedSessionRefusesEveryCallButClosing() {
    NetworkCase given = Cases.rich();
    TrainingSession session =
        backend().openTraining(given.network(), given.parameters(), Adam.standard(true, 1e-3));
    session.backward(TrainingSteps.gradient(session, given));
    Parameters parameters = session.parameters();
    Parameters state = session.optimiserState();
    String name = given.network().parameterSpecs().get(0).name();

    session.close();

    List<ThrowingCallable> calls =
        List.of(
            () -> session.infer(given.images(), 3),
            () -> session.trace(given.images(), 3),
            () -> session.probe(given.images(), 3),
            session::work,
            session::parameters,
            () -> session.forward(given.images(), 3, DropoutMasks.none()),
            () -> session.backward(new double[given.labels().length * given.network().classes()]),
            () -> session.update(new UpdateStep(1, 0.1)),
            session::gradients,
            () -> session.gradientNorm(name),
            session::optimiserState,
            () -> session.restore(parameters, state));
    for (int i = 0; i < calls.size(); i++) {
      assertThatIllegalStateException()
          .as("call number %d of %d", i + 1, calls.size())
          .isThrownBy(calls.get(i))
          .withMessageContaining("closed");
    }
    assertThatCode(session::close).doesNotThrowAnyException();
  }

  /** An open session is not disturbed by others that come and go. */
  @Test
  default void aThousandSessionsLeaveNoMemoryBehind() {
    Network network = wide();
    Parameters parameters = Initialisation.HE_FAN_IN.draw(network, new SplittableRandom(1));
    Tensor image = Tensor.of(new int[] {1, 256, 1, 1}, new float[256]);
    openAndClose(network, parameters, image, SESSIONS / 10);
    long before = usedBytes();

    openAndClose(network, parameters, image, SESSIONS - SESSIONS / 10);

    assertThat(usedBytes() - before)
        .as("bytes of Java heap that %d closed sessions hold", SESSIONS - SESSIONS / 10)
        .isLessThan(MOST_BYTES_KEPT);
  }

  private void openAndClose(Network network, Parameters parameters, Tensor image, int sessions) {
    Optimiser optimiser = Adam.standard(true, 0);
    for (int i = 0; i < sessions; i++) {
      if (i % LEARNING == 0) {
        try (TrainingSession session = backend().openTraining(network, parameters, optimiser)) {
          session.forward(image, 2, DropoutMasks.none());
        }
      } else {
        try (NetworkSession session = backend().open(network, parameters)) {
          session.infer(image, 1);
        }
      }
    }
  }

  /** 67,840 weights: a quarter of a megabyte in float32. */
  private static Network wide() {
    return new Network(
        List.of(
            new Population(0, "input", Shape.flat(256), new Neuron.Input(), List.of(), false),
            new Population(
                1,
                "hidden",
                Shape.flat(255),
                Neuron.Lif.standard(),
                List.of(new Synapse.Dense(0, 1, "a", false)),
                false),
            new Population(
                2,
                "output",
                Shape.flat(10),
                new Neuron.Accumulator(),
                List.of(new Synapse.Dense(1, 1, "b", false)),
                false)));
  }

  /** After a garbage collection that has nothing more to collect. */
  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      System.gc();
      long now = runtime.totalMemory() - runtime.freeMemory();
      if (now >= used) {
        break;
      }
      used = now;
    }
    return used;
  }
}
