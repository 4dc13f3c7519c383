package org.dietsnn.cpu.engine;

import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.cpu.kernel.KernelChoice;

/**
 * How the engine shall compute. Each value is that of the {@link ComputeSettings}; where they say
 * nothing, that of the system property {@code dietsnn.} and the option's name; else the default.
 *
 * @param threads number of threads, at least 1
 * @param kernels which and why
 * @param path which kernels take spikes
 * @param membranes what becomes of them in training
 */
record EngineSettings(int threads, KernelChoice kernels, SpikePath path, Membranes membranes) {
  private static final String PROPERTY = "dietsnn.";

  /** Number of threads, a system property only: settings have a field for it. */
  private static final String THREADS = PROPERTY + "threads";

  /** Which kernels: auto (the default), vector or plain. */
  private static final String KERNELS = "kernels";

  /** The way that spikes go: auto (the default), events or dense. */
  private static final String SPIKES = "spikes";

  /** What becomes of membranes in training: stored (the default) or recomputed. */
  private static final String MEMBRANES = "membranes";

  /**
   * The settings that hold.
   *
   * @throws FailureException if a value is impossible, or vector kernels are demanded and not
   *     usable
   */
  static EngineSettings of(ComputeSettings settings) {
    return new EngineSettings(
        settings.threads() > 0 ? settings.threads() : threadsOfProperty(),
        kernels(settings),
        choice(settings, SPIKES, SpikePath.values(), "auto, events or dense"),
        choice(settings, MEMBRANES, Membranes.values(), "stored or recomputed"));
  }

  private static int threadsOfProperty() {
    String wanted = System.getProperty(THREADS);
    if (wanted == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int threads = Integer.parseInt(wanted.strip());
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException e) {
      throw impossible("system property " + THREADS, wanted, "a whole number >= 1", e);
    }
    throw impossible("system property " + THREADS, wanted, "a whole number >= 1", null);
  }

  private static KernelChoice kernels(ComputeSettings settings) {
    Optional<String> wanted = wanted(settings, KERNELS);
    try {
      return KernelChoice.of(wanted.orElse("auto"));
    } catch (IllegalArgumentException e) {
      throw impossible(place(settings, KERNELS), wanted.get(), "auto, vector or plain", e);
    }
  }

  private static <E extends Enum<E>> E choice(
      ComputeSettings settings, String option, E[] values, String expected) {
    Optional<String> wanted = wanted(settings, option);
    if (wanted.isEmpty()) {
      return values[0];
    }
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(wanted.get())) {
        return value;
      }
    }
    throw impossible(place(settings, option), wanted.get(), expected, null);
  }

  private static Optional<String> wanted(ComputeSettings settings, String option) {
    return settings
        .option(option)
        .or(() -> Optional.ofNullable(System.getProperty(PROPERTY + option)));
  }

  /** Where a value was said, for a message. */
  private static String place(ComputeSettings settings, String option) {
    return settings.option(option).isPresent()
        ? "option %s of backend %s".formatted(option, FloatBackend.NAME)
        : "system property " + PROPERTY + option;
  }

  private static FailureException impossible(
      String place, String found, String expected, RuntimeException cause) {
    return new FailureException(
        FailureKind.USAGE, "%s must be %s, found \"%s\"".formatted(place, expected, found), cause);
  }
}
