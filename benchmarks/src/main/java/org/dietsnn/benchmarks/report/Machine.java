package org.dietsnn.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the figures come from.
 *
 * @param cpu the processor as it calls itself
 * @param cores those this process may use
 * @param load average number of running processes over the last minute, before the first
 *     measurement; near 0 on a machine that is fit to measure on
 * @param java virtual machine and version
 * @param ours our engine
 * @param theirs libtorch
 */
public record Machine(String cpu, int cores, String load, String java, String ours, String theirs) {

  /** This machine. */
  public static Machine here(String ours, String theirs) {
    return new Machine(
        line("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        line("/proc/loadavg", "").split(" ")[0],
        "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()),
        ours,
        theirs);
  }

  private static String line(String file, String key) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.startsWith(key)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      return "unknown";
    }
    return "unknown";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, load %s before, %s%nours: %s%nlibtorch: %s",
        cpu,
        cores,
        load,
        java,
        ours,
        theirs);
  }
}
