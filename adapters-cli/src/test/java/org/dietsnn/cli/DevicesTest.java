package org.dietsnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;
import org.dietsnn.cli.wiring.Composition;
import org.dietsnn.data.DataModule;
import org.junit.jupiter.api.Test;

/** What {@code devices} tells. */
class DevicesTest {
  @Test
  void everyBackendIsToldWithItsDeviceAndWhyItIsNotUsable() {
    Invocation run = Invocation.of("devices");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "backend    usable  preference  device      why",
            "---------  ------  ----------  ----------  -------------------",
            "cpu        yes            200  no machine",
            "reference  yes             10  no machine",
            "absent     no               -  no machine  no such device here",
            "",
            "Without --backend, cpu is taken.",
            "Next: ./dietsnn compare --backends cpu,reference");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theSameAsJson() throws JsonProcessingException {
    Invocation run = Invocation.of("devices", "--json");

    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.get("chosen").asText()).isEqualTo("cpu");
    assertThat(report.get("backends")).hasSize(3);
    JsonNode absent = report.get("backends").get(2);
    assertThat(absent.get("name").asText()).isEqualTo("absent");
    assertThat(absent.get("usable").asBoolean()).isFalse();
    assertThat(absent.get("preference").isNull()).isTrue();
    assertThat(absent.get("reason").asText()).isEqualTo("no such device here");
    assertThat(report.get("next").asText()).startsWith("./dietsnn compare");
  }

  @Test
  void aBackendThatFailsOverItsDeviceIsARowAndTheProgramGoesOn() {
    Invocation run = with(new Bad(), "devices");

    assertThat(run.code()).isZero();
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains(
            "bad no - unknown looking at its device failed (java.lang.IllegalStateException: no"
                + " libthird.so); this is a defect of the backend");
    assertThat(run.out()).contains("Without --backend, cpu is taken.");
    // Lines of long reasons stay readable on a terminal.
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 110);
    assertThat(with(new Bad(), "bench").code()).isZero();
    assertThat(with(new Bad(), "bench", "--backend", "bad").code()).isEqualTo(69);
  }

  private static Invocation with(Module module, Object... arguments) {
    return Invocation.of(Composition.of(new FakeUseCases(), new DataModule(), module), arguments);
  }

  /** A backend of a third party that breaks its promises. */
  private static final class Bad extends AbstractModule implements BackendProvider {
    @Override
    protected void configure() {
      MapBinder.newMapBinder(binder(), String.class, BackendProvider.class)
          .addBinding("bad")
          .toInstance(this);
    }

    @Override
    public String name() {
      return "bad";
    }

    @Override
    public DeviceStatus inspect() {
      throw new IllegalStateException("no libthird.so");
    }

    @Override
    public ComputeBackend open(ComputeSettings settings) {
      throw new UnsupportedOperationException();
    }
  }
}
