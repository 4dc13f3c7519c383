package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BackendDevice;
import org.dietsnn.application.port.in.OpenedBackend;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;
import org.junit.jupiter.api.Test;

class BackendServiceTest {
  private static final ComputeSettings STANDARD = ComputeSettings.standard();

  private final Map<String, Provider<BackendProvider>> found = new HashMap<>();
  private final List<String> opened = new ArrayList<>();
  private final List<ComputeSettings> settingsGiven = new ArrayList<>();

  private BackendService service() {
    return new BackendService(found);
  }

  private void given(String name, DeviceStatus status) {
    found.put(name, () -> new Scripted(name, status));
  }

  @Test
  void theUsableOneOfTheGreatestPreferenceIsTakenWhereNoneIsNamed() {
    given("cpu", DeviceStatus.usable("CPU", DeviceStatus.CPU));
    given("reference", DeviceStatus.usable("CPU", DeviceStatus.REFERENCE));
    given("a-library", DeviceStatus.usable("CPU", DeviceStatus.SLOWER_CPU));
    given("gpu", DeviceStatus.unusable("no GPU", "no driver"));

    OpenedBackend chosen = service().open("auto", STANDARD);

    assertThat(opened).containsExactly("cpu");
    assertThat(chosen.reason()).isEqualTo("preferred to a-library, reference; not usable: gpu");
  }

  @Test
  void anAcceleratorThatIsThereComesBeforeTheCpu() {
    given("cpu", DeviceStatus.usable("CPU", DeviceStatus.CPU));
    given("gpu", DeviceStatus.usable("GPU", DeviceStatus.ACCELERATOR));

    service().open("auto", STANDARD);
    assertThat(opened).containsExactly("gpu");
  }

  @Test
  void ofEqualPreferencesTheFirstNameIsTaken() {
    given("b", DeviceStatus.usable("B", 7));
    given("a", DeviceStatus.usable("A", 7));

    service().open("auto", STANDARD);
    assertThat(opened).containsExactly("a");
  }

  @Test
  void aNameInsists() {
    given("cpu", DeviceStatus.usable("CPU", DeviceStatus.CPU));
    given("reference", DeviceStatus.usable("CPU", DeviceStatus.REFERENCE));

    OpenedBackend chosen = service().open("reference", STANDARD);

    assertThat(opened).containsExactly("reference");
    assertThat(chosen.reason()).isEqualTo("asked for");
  }

  @Test
  void settingsReachTheProvider() {
    given("cpu", DeviceStatus.usable("CPU", DeviceStatus.CPU));

    service().open("auto", STANDARD.withThreads(3).with("kernels", "plain"));

    assertThat(settingsGiven).containsExactly(new ComputeSettings(3, Map.of("kernels", "plain")));
  }

  @Test
  void whatIsNotUsableIsNotOpenedAndSaysWhy() {
    given("gpu", DeviceStatus.unusable("no GPU", "no driver; install one"));

    assertUnavailable("gpu", "backend gpu is not usable here: no driver; install one");
    assertUnavailable("auto", "no compute backend is usable here: gpu: no driver; install one");
  }

  @Test
  void aNameThatNobodyHasIsAnsweredWithThoseThereAre() {
    given("cpu", DeviceStatus.usable("CPU", DeviceStatus.CPU));
    given("gpu", DeviceStatus.unusable("no GPU", "no driver"));

    assertUnavailable(
        "tpu", "no compute backend is named \"tpu\"; on the class path there are cpu, gpu");
  }

  @Test
  void anEmptyClassPathIsToldWhatItLacks() {
    assertUnavailable(
        "auto",
        "there is no compute backend on the class path; add a jar that has one, such as"
            + " dietsnn-adapters-cpu");
  }

  @Test
  void defectiveProvidersAreToldAsNotUsableAndCostNobodyTheOthers() {
    given("cpu", DeviceStatus.usable("CPU", DeviceStatus.CPU));
    given("silent", null);
    found.put(
        "throwing",
        () -> {
          throw new IllegalStateException("no libthird.so");
        });
    found.put(
        "unlinked",
        () ->
            new Scripted("unlinked", null) {
              @Override
              public DeviceStatus inspect() {
                throw new NoClassDefFoundError("third/Party");
              }
            });

    assertThat(service().list())
        .extracting(BackendDevice::name)
        .containsExactly("cpu", "silent", "throwing", "unlinked");
    assertThat(service().list())
        .filteredOn(device -> !device.name().equals("cpu"))
        .allSatisfy(
            device -> {
              assertThat(device.status().usable()).isFalse();
              assertThat(device.status().reason()).contains("a defect of the backend");
            });
    assertThat(service().list().get(2).status().reason()).contains("no libthird.so");
    assertThat(service().list().get(3).status().reason()).contains("third/Party");
    service().open("auto", STANDARD);
    assertThat(opened).containsExactly("cpu");
    assertThatThrownBy(() -> service().open("unlinked", STANDARD))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("third/Party");
  }

  @Test
  void aProviderThatPromisesTooMuchIsNamed() {
    found.put(
        "boastful",
        () ->
            new Scripted("boastful", DeviceStatus.usable("GPU", DeviceStatus.ACCELERATOR)) {
              @Override
              public ComputeBackend open(ComputeSettings settings) {
                throw new UnsatisfiedLinkError("no libthird.so");
              }
            });

    assertUnavailable(
        "auto",
        "backend boastful said that it was usable and failed when it was opened"
            + " (java.lang.UnsatisfiedLinkError: no libthird.so); choose another by its name");
  }

  @Test
  void listingOpensNothing() {
    given("cpu", DeviceStatus.usable("CPU", DeviceStatus.CPU));

    assertThat(service().list()).hasSize(1);
    assertThat(opened).isEmpty();
  }

  private void assertUnavailable(String name, String sentence) {
    assertThatThrownBy(() -> service().open(name, STANDARD))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE))
        .hasMessage(sentence);
  }

  /** Says what it is told to. */
  private class Scripted implements BackendProvider {
    private final String name;
    private final DeviceStatus status;

    Scripted(String name, DeviceStatus status) {
      this.name = name;
      this.status = status;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public DeviceStatus inspect() {
      return status;
    }

    @Override
    public ComputeBackend open(ComputeSettings settings) {
      opened.add(name);
      settingsGiven.add(settings);
      return new ScriptedBackend((number, updates, parameters, training) -> new double[0]);
    }
  }
}
