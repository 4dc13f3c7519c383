package org.dietsnn.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.dietsnn.application.port.in.CompareCommand;
import org.dietsnn.application.port.in.Comparison;
import org.dietsnn.application.run.Versions;

/**
 * What a comparison of backends found. The first backend is the one that the others are compared
 * with.
 *
 * @param versions of this software and of Java
 * @param machine processor architecture, cores and operating system
 * @param network what ran
 * @param warmUp rounds before those measured
 * @param rounds rounds measured
 * @param seed of random weights, images and labels
 * @param backends those that ran
 * @param skipped those that are not usable, and why, by name
 * @param next a command to go on with
 */
public record ComparisonReport(
    Map<String, String> versions,
    String machine,
    BenchmarkedNetwork network,
    int warmUp,
    int rounds,
    long seed,
    List<BackendReport> backends,
    Map<String, String> skipped,
    String next) {
  public ComparisonReport {
    versions = new TreeMap<>(versions);
    backends = List.copyOf(backends);
    skipped = new TreeMap<>(skipped);
  }

  /** The report of a comparison that has just ended. */
  public static ComparisonReport of(
      CompareCommand command, Comparison comparison, BenchmarkedNetwork network, String next) {
    Map<String, String> skipped = new TreeMap<>();
    comparison.skipped().forEach(device -> skipped.put(device.name(), device.status().reason()));
    return new ComparisonReport(
        Map.of("dietsnn", Versions.dietsnn(), "java", Versions.java()),
        String.format(
            Locale.ROOT,
            "%s, %d cores, %s",
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name")),
        network,
        command.warmUp(),
        command.rounds(),
        command.seed(),
        BackendReport.of(comparison),
        skipped,
        next);
  }

  /** The one that the others are compared with. */
  public BackendReport first() {
    return backends.get(0);
  }

  /** The greatest value over all backends. */
  double greatest(ToDoubleFunction<BackendReport> value) {
    return backends.stream().mapToDouble(value).max().orElse(0);
  }
}
