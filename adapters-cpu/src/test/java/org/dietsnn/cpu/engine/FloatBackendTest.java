package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatBackendTest {
  @AfterEach
  void clearProperties() {
    System.clearProperty(FloatBackend.THREADS);
    System.clearProperty(FloatBackend.KERNELS);
    System.clearProperty(FloatBackend.SPIKES);
    System.clearProperty(FloatBackend.MEMBRANES);
  }

  @ParameterizedTest
  @CsvSource({
    "dietsnn.threads, 0, a whole number >= 1",
    "dietsnn.threads, -2, a whole number >= 1",
    "dietsnn.threads, many, a whole number >= 1",
    "dietsnn.kernels, fast, 'auto, vector or plain'",
    "dietsnn.spikes, few, 'auto, events or dense'",
    "dietsnn.membranes, lost, 'stored or recomputed'"
  })
  void anImpossiblePropertyIsAMistakeOfItsUser(String property, String value, String expected) {
    System.setProperty(property, value);

    assertThatThrownBy(FloatBackend::new)
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessage(
            "system property %s must be %s, found \"%s\"".formatted(property, expected, value));
  }
}
