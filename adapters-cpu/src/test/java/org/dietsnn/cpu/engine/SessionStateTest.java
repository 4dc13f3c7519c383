package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.ref.WeakReference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What sessions of this engine do beyond what every backend must. */
class SessionStateTest {
  private final FloatBackend engine = new FloatBackend(2, "auto");
  private final NetworkCase given = Cases.rich();
  private final Tensor few = given.imagesBetween(2, 4);

  @Test
  void aBatchThatNoArrayHoldsIsRefusedWithItsNumbers() {
    try (NetworkSession session = open()) {
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
    FloatTrainingSession session = openTraining();
    WeakReference<float[]> weights = new WeakReference<>(anyWeights(session));

    session.close();

    for (int i = 0; i < 100 && weights.get() != null; i++) {
      System.gc();
    }
    assertThat(weights.get()).isNull();
    assertThatIllegalStateException().isThrownBy(session::parameters);
  }

  private float[] anyWeights(FloatSession session) {
    return session.parameters.arrays().values();
  }

  private NetworkSession open() {
    return engine.open(given.network(), given.parameters());
  }

  private FloatTrainingSession openTraining() {
    return (FloatTrainingSession)
        engine.openTraining(given.network(), given.parameters(), Adam.standard(true, 1e-3));
  }
}
