package org.dietsnn.cli.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dietsnn.application.port.in.BackendDevice;

/**
 * What there is to compute with.
 *
 * @param backends in the order in which they would be chosen
 * @param chosen the one taken where none is named; null if none is usable
 * @param next a command to go on with
 */
public record DevicesReport(List<Backend> backends, String chosen, String next) {
  public DevicesReport {
    backends = List.copyOf(backends);
  }

  /**
   * A backend and its device.
   *
   * @param name by which users choose it
   * @param device in words
   * @param usable whether it can be opened
   * @param preference greater is taken first; null if it is not usable
   * @param reason why not, and what to do; else what is worth knowing
   * @param details more about the device
   */
  public record Backend(
      String name,
      String device,
      boolean usable,
      Integer preference,
      String reason,
      Map<String, String> details) {}

  /**
   * The report of what was found.
   *
   * @param devices in the order in which they would be chosen
   * @param program how the user calls this program
   */
  public static DevicesReport of(List<BackendDevice> devices, String program) {
    List<Backend> backends = devices.stream().map(DevicesReport::backend).toList();
    List<String> usable = backends.stream().filter(Backend::usable).map(Backend::name).toList();
    return new DevicesReport(
        backends,
        usable.isEmpty() ? null : usable.get(0),
        usable.size() > 1
            ? program + " compare --backends " + usable.stream().collect(Collectors.joining(","))
            : program + (usable.isEmpty() ? " --help" : " bench"));
  }

  private static Backend backend(BackendDevice device) {
    return new Backend(
        device.name(),
        device.status().device(),
        device.status().usable(),
        device.status().usable() ? device.status().preference() : null,
        device.status().reason(),
        device.status().details());
  }
}
