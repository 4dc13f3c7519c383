package org.dietsnn.cli.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dietsnn.application.port.in.Benchmark;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.out.PeakMemory;
import org.dietsnn.application.run.Versions;
import org.dietsnn.cli.process.ProcessMemory;

/**
 * What a benchmark measured.
 *
 * @param backend name of the backend
 * @param versions of what computed, the backend's description of itself among them
 * @param network what ran
 * @param warmUp rounds before those measured, at least
 * @param warmUpSeconds how long these lasted, at least; 0 for exactly as many rounds
 * @param rounds rounds measured
 * @param seed of random weights, images and labels
 * @param passes how fast
 * @param layers layer by layer, without the input
 * @param memory of the whole process up to the end of the measurement
 * @param next a command to go on with
 */
public record BenchmarkReport(
    String backend,
    Map<String, String> versions,
    BenchmarkedNetwork network,
    int warmUp,
    double warmUpSeconds,
    int rounds,
    long seed,
    List<PassReport> passes,
    List<LayerSpeed> layers,
    PeakMemory memory,
    String next) {
  public BenchmarkReport {
    versions = new TreeMap<>(versions);
    passes = List.copyOf(passes);
    layers = List.copyOf(layers);
  }

  /** The report of a benchmark that has just ended. */
  public static BenchmarkReport of(
      BenchmarkCommand command, Benchmark benchmark, BenchmarkedNetwork network, String next) {
    return new BenchmarkReport(
        command.backend().name(),
        Versions.all(command.backend().description()),
        network,
        command.warmUp().rounds(),
        command.warmUp().seconds(),
        command.rounds(),
        command.seed(),
        benchmark.passes().stream().map(PassReport::of).toList(),
        LayerSpeed.of(benchmark),
        ProcessMemory.peak(),
        next);
  }
}
