package org.dietsnn.application.port.out;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a backend shall compute. What is said here wins over what an adapter reads elsewhere, such as
 * system properties.
 *
 * @param threads of a backend on the CPU, 0 for what the backend takes by itself: all cores; no
 *     result depends on it
 * @param options by name, for example {@code kernels}; which there are each backend says itself
 */
public record ComputeSettings(int threads, Map<String, String> options) {
  public ComputeSettings {
    if (threads < 0) {
      throw new IllegalArgumentException("threads = " + threads + ", must be >= 0");
    }
    options = Map.copyOf(options);
  }

  /** All cores, and what each backend chooses by itself. */
  public static ComputeSettings standard() {
    return new ComputeSettings(0, Map.of());
  }

  /** The same with another number of threads. */
  public ComputeSettings withThreads(int number) {
    return new ComputeSettings(number, options);
  }

  /** The same with one more option. */
  public ComputeSettings with(String name, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(name, value);
    return new ComputeSettings(threads, more);
  }

  /** The value of an option if it was given. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }
}
