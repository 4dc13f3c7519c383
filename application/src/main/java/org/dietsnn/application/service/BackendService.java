package org.dietsnn.application.service;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BackendDevice;
import org.dietsnn.application.port.in.ListDevices;
import org.dietsnn.application.port.in.OpenBackend;
import org.dietsnn.application.port.in.OpenedBackend;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;

/**
 * Chooses among the backends that were found. One that fails where it must not costs nobody the
 * others: third parties write them, too.
 */
public final class BackendService implements ListDevices, OpenBackend {
  private static final Comparator<BackendDevice> FIRST_CHOICE_FIRST =
      Comparator.comparing((BackendDevice device) -> !device.status().usable())
          .thenComparing(device -> -(long) device.status().preference())
          .thenComparing(BackendDevice::name);

  private final Map<String, Provider<BackendProvider>> providers;

  /** A service that chooses among these, by name. */
  @Inject
  public BackendService(Map<String, Provider<BackendProvider>> providers) {
    this.providers = new TreeMap<>(providers);
  }

  @Override
  public List<BackendDevice> list() {
    List<BackendDevice> devices = new ArrayList<>();
    for (String name : providers.keySet()) {
      devices.add(new BackendDevice(name, inspect(name)));
    }
    devices.sort(FIRST_CHOICE_FIRST);
    return devices;
  }

  private DeviceStatus inspect(String name) {
    try {
      DeviceStatus status = providers.get(name).get().inspect();
      return status != null ? status : failed("its inspection gave nothing");
    } catch (RuntimeException | LinkageError e) {
      return failed("looking at its device failed (%s)".formatted(e));
    }
  }

  private static DeviceStatus failed(String what) {
    return DeviceStatus.unusable(
        "unknown", what + "; this is a defect of the backend, ask those who wrote it");
  }

  @Override
  public OpenedBackend open(String name, ComputeSettings settings) {
    return name.equals(AUTO) ? preferred(settings) : named(name, settings);
  }

  private OpenedBackend named(String name, ComputeSettings settings) {
    if (!providers.containsKey(name)) {
      throw unavailable(
          "no compute backend is named \"%s\"; on the class path there are %s"
              .formatted(name, String.join(", ", providers.keySet())));
    }
    DeviceStatus status = inspect(name);
    if (!status.usable()) {
      throw unavailable("backend %s is not usable here: %s".formatted(name, status.reason()));
    }
    return new OpenedBackend(opened(name, settings), "asked for");
  }

  private OpenedBackend preferred(ComputeSettings settings) {
    List<BackendDevice> all = list();
    if (all.isEmpty()) {
      throw unavailable(
          "there is no compute backend on the class path; add a jar that has one, such as"
              + " dietsnn-adapters-cpu");
    }
    if (!all.get(0).status().usable()) {
      throw unavailable("no compute backend is usable here: " + reasons(all));
    }
    String name = all.get(0).name();
    return new OpenedBackend(opened(name, settings), reason(all));
  }

  private ComputeBackend opened(String name, ComputeSettings settings) {
    try {
      return providers.get(name).get().open(settings);
    } catch (FailureException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "backend %s said that it was usable and failed when it was opened (%s); choose another by"
                  .formatted(name, e)
              + " its name",
          e);
    }
  }

  private static String reasons(List<BackendDevice> devices) {
    return devices.stream()
        .map(device -> device.name() + ": " + device.status().reason())
        .collect(Collectors.joining("; "));
  }

  /** Why the first of these was chosen. */
  private static String reason(List<BackendDevice> all) {
    List<BackendDevice> others = all.subList(1, all.size());
    String less = names(others, true);
    String not = names(others, false);
    String reason = less.isEmpty() ? "the only one usable" : "preferred to " + less;
    return not.isEmpty() ? reason : reason + "; not usable: " + not;
  }

  private static String names(List<BackendDevice> devices, boolean usable) {
    return devices.stream()
        .filter(device -> device.status().usable() == usable)
        .map(BackendDevice::name)
        .collect(Collectors.joining(", "));
  }

  private static FailureException unavailable(String sentence) {
    return new FailureException(FailureKind.UNAVAILABLE, sentence);
  }
}
