package org.dietsnn.cli.pipeline;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.dietsnn.application.port.in.EvaluateCommand;
import org.dietsnn.application.port.in.Evaluation;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.cli.report.NetworkReport;

/** Measures networks on the test images. */
public final class EvaluateStage {
  private final Bench bench;

  /** The stage on a bench. */
  public EvaluateStage(Bench bench) {
    this.bench = bench;
  }

  /**
   * Measures a checkpoint.
   *
   * @param name what to call it; empty for ANN or SNN
   * @param file the checkpoint
   * @param timeSteps T if it is not to be that of the checkpoint
   */
  public NetworkReport evaluate(String name, Path file, OptionalInt timeSteps) {
    Checkpoint checkpoint = bench.useCases().store().load(file);
    bench.requireFitting(file, checkpoint);
    int steps = timeSteps.orElse(checkpoint.model().timeSteps());
    EvaluateCommand command =
        new EvaluateCommand(
            bench.backend(),
            checkpoint,
            steps,
            bench.data().test(),
            bench.config().evaluate().batch());
    bench
        .progress()
        .notice(
            String.format(
                Locale.ROOT, "Measuring %s on %d test images", file, bench.data().test().size()));
    Evaluation evaluation = bench.useCases().evaluation().evaluate(command, bench.progress());
    String called = name.isEmpty() ? checkpoint.model().spiking() ? "SNN" : "ANN" : name;
    return NetworkReport.of(
        called, file.toString(), bench.data().name(), checkpoint, steps, evaluation);
  }

  /** Measures the result of a stage of this run; a measurement that is there is not repeated. */
  NetworkReport evaluate(String name, Stage stage) {
    StageFolder folder = new StageFolder(bench.output(), stage);
    Optional<NetworkReport> present =
        bench.existing() == ExistingRun.RESUME
            ? folder.testResult(NetworkReport.class)
            : Optional.empty();
    if (present.isPresent()) {
      return present.get();
    }
    NetworkReport report = evaluate(name, folder.best(), OptionalInt.empty());
    folder.measured(report);
    return report;
  }
}
