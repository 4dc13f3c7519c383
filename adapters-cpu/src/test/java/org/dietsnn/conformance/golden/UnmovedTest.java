package org.dietsnn.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Only what the recording did not move is put back, and only from within a learning rate. */
class UnmovedTest {
  private static final double RATE = 0.01;

  @Test
  void roundingThatAdamMadeAStepOfIsPutBack() {
    Parameters settled =
        Unmoved.putBack(weights(0.5f, 0.25f), weights(0.5f, 0.24f), weights(0.50015f, 0.24f), RATE);

    assertThat(settled).isEqualTo(weights(0.5f, 0.24f));
  }

  @Test
  void aParameterThatTheRecordingMovedIsLeftAsTheEngineHasIt() {
    Parameters actual = weights(0.5f, 0.241f);

    assertThat(Unmoved.putBack(weights(0.5f, 0.25f), weights(0.5f, 0.24f), actual, RATE))
        .isEqualTo(actual);
  }

  @Test
  void fartherThanALearningRateIsNoRounding() {
    Parameters actual = weights(0.52f, 0.24f);

    assertThat(Unmoved.putBack(weights(0.5f, 0.25f), weights(0.5f, 0.24f), actual, RATE))
        .isEqualTo(actual);
  }

  private static Parameters weights(float first, float second) {
    return new Parameters(Map.of("w", Tensor.of(new int[] {2}, new float[] {first, second})));
  }
}
