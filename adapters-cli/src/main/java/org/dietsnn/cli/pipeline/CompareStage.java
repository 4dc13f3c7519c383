package org.dietsnn.cli.pipeline;

import org.dietsnn.application.port.in.CompareCommand;
import org.dietsnn.application.port.in.Comparison;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.contest.ChildProcesses;
import org.dietsnn.cli.report.BenchmarkedNetwork;
import org.dietsnn.cli.report.ComparisonReport;
import org.dietsnn.cli.wiring.UseCases;

/** Compares backends, each in a process of its own. */
public final class CompareStage {
  private final UseCases useCases;
  private final RunConfig config;
  private final ProgressListener progress;
  private final CompareSettings settings;

  /** The stage. */
  public CompareStage(
      UseCases useCases, RunConfig config, ProgressListener progress, CompareSettings settings) {
    this.useCases = useCases;
    this.config = config;
    this.progress = progress;
    this.settings = settings;
  }

  /** Compares backends on a network. */
  public ComparisonReport compare(Subject subject) {
    CompareCommand command =
        new CompareCommand(
            settings.backends(),
            config.compute(),
            new ChildProcesses(useCases.store()),
            subject.what(),
            settings.passes(),
            settings.batch(),
            settings.images(),
            settings.traced(),
            settings.steps(),
            settings.warmUp(),
            settings.rounds(),
            config.seed());
    Comparison comparison = useCases.comparison().compare(command, progress);
    return ComparisonReport.of(
        command,
        comparison,
        BenchmarkedNetwork.of(
            subject.what(),
            comparison.network(),
            settings.batch(),
            subject.checkpoint(),
            subject.data()),
        settings.next());
  }
}
