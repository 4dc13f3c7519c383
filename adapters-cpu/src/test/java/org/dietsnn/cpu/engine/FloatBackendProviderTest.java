package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatBackendProviderTest {
  private final BackendProvider provider = new FloatBackendProvider();

  @AfterEach
  void clearProperties() {
    List.of("threads", "kernels", "spikes", "membranes")
        .forEach(name -> System.clearProperty("dietsnn." + name));
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
  void anImpossiblePropertyIsAMistakeOfItsUserAndNoFaultOfTheDevice(
      String property, String value, String expected) {
    System.setProperty(property, value);
    String sentence =
        "system property %s must be %s, found \"%s\"".formatted(property, expected, value);

    assertThatThrownBy(() -> provider.open(ComputeSettings.standard()))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessage(sentence);
    DeviceStatus status = provider.inspect();
    assertThat(status.usable()).isTrue();
    assertThat(status.reason()).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "kernels, fast, 'auto, vector or plain'",
    "spikes, few, 'auto, events or dense'",
    "membranes, lost, 'stored or recomputed'"
  })
  void anImpossibleOptionIsAMistakeOfItsUser(String option, String value, String expected) {
    assertThatThrownBy(() -> provider.open(ComputeSettings.standard().with(option, value)))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessage(
            "option %s of backend cpu must be %s, found \"%s\"".formatted(option, expected, value));
  }

  @Test
  void settingsWinOverPropertiesAndPropertiesOverDefaults() {
    System.setProperty("dietsnn.threads", "3");
    System.setProperty("dietsnn.kernels", "plain");

    assertThat(provider.open(ComputeSettings.standard()).description())
        .isEqualTo("float32 on the CPU, 3 threads, plain kernels: asked for");
    assertThat(
            provider
                .open(ComputeSettings.standard().withThreads(5).with("kernels", "auto"))
                .description())
        .startsWith("float32 on the CPU, 5 threads, ")
        .doesNotContain("asked for");
  }

  @Test
  void optionsOfOtherBackendsAreIgnored() {
    assertThat(provider.open(ComputeSettings.standard().with("stream", "7")).name())
        .isEqualTo("cpu");
  }

  @Test
  void theDeviceIsTheProcessorAndItsReasonTheKernels() {
    System.setProperty("dietsnn.kernels", "plain");

    DeviceStatus status = provider.inspect();

    assertThat(status.device())
        .startsWith("CPU, " + Runtime.getRuntime().availableProcessors() + " cores");
    assertThat(status.preference()).isEqualTo(DeviceStatus.CPU);
    assertThat(status.reason()).isEqualTo("plain kernels: asked for");
  }
}
