package org.dietsnn.cli.pipeline;

import org.dietsnn.application.port.in.Benchmark;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.report.BenchmarkReport;
import org.dietsnn.cli.report.BenchmarkedNetwork;
import org.dietsnn.cli.wiring.UseCases;

/** Times a network. */
public final class BenchmarkStage {
  private final UseCases useCases;
  private final RunConfig config;
  private final ProgressListener progress;
  private final BenchmarkSettings settings;

  /** The stage. */
  public BenchmarkStage(
      UseCases useCases, RunConfig config, ProgressListener progress, BenchmarkSettings settings) {
    this.useCases = useCases;
    this.config = config;
    this.progress = progress;
    this.settings = settings;
  }

  /** Times a network on the backend as configured. */
  public BenchmarkReport measure(Subject subject) {
    ComputeBackend backend = Bench.backend(useCases, config, config.backend(), progress);
    BenchmarkCommand command = settings.command(backend, subject.what(), config.seed());
    Benchmark benchmark = useCases.benchmark().benchmark(command, progress);
    return BenchmarkReport.of(
        command,
        benchmark,
        BenchmarkedNetwork.of(
            subject.what(),
            benchmark.network(),
            benchmark.batch(),
            subject.checkpoint(),
            subject.data()),
        settings.next());
  }
}
