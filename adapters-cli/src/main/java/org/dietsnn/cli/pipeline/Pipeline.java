package org.dietsnn.cli.pipeline;

import java.util.List;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.run.Versions;
import org.dietsnn.cli.console.Json;
import org.dietsnn.cli.console.Shell;
import org.dietsnn.cli.report.ConversionReport;
import org.dietsnn.cli.report.NetworkReport;
import org.dietsnn.cli.report.RunReport;
import org.dietsnn.cli.report.TrainingReport;
import org.dietsnn.data.file.AtomicFile;

/**
 * The whole path in one run folder: train the ANN, convert it, train the SNN, measure all three.
 */
public final class Pipeline {
  private final Bench bench;

  /** The pipeline on a bench. */
  public Pipeline(Bench bench) {
    this.bench = bench;
  }

  /**
   * Runs all stages that are not finished.
   *
   * @param program how the user calls this program, for the next command
   */
  public RunReport run(String program) {
    makeRoom();
    TrainStage training = new TrainStage(bench);
    TrainingReport ann = training.ann();
    ConversionReport conversion =
        new ConvertStage(bench).convert(bench.useCases().path(ann.checkpoint()));
    TrainingReport snn = training.snn(bench.useCases().path(conversion.checkpoint()));
    EvaluateStage evaluation = new EvaluateStage(bench);
    List<NetworkReport> networks =
        List.of(
            evaluation.evaluate("ANN", Stage.ANN),
            evaluation.evaluate("converted SNN", Stage.CONVERTED),
            evaluation.evaluate("trained SNN", Stage.SNN));
    String folder = bench.config().data().folder();
    RunReport report =
        new RunReport(
            bench.config().output(),
            bench.data().name(),
            Versions.all(bench.backend().description()),
            ann,
            conversion,
            snn,
            networks,
            program
                + " energy "
                + Shell.quoted(snn.checkpoint())
                + (folder == null ? "" : " --data " + Shell.quoted(folder))
                + (bench.config().data().choosesSize()
                    ? " --crop " + bench.config().data().crop()
                    : ""));
    AtomicFile.write(bench.output().resolve("summary.json"), Json.write(report) + "\n");
    return report;
  }

  /**
   * In all stages at once: a run that is interrupted must not meet later stages of the run that it
   * replaces when it is resumed. What cannot be built is refused before.
   */
  private void makeRoom() {
    double ann = bench.config().ann().validation();
    double snn = bench.config().snn().validation();
    if (ann != snn) {
      throw new FailureException(
          FailureKind.USAGE,
          "ann.validation = %s and snn.validation = %s hold out different images, so that the SNN would be validated on images the ANN was trained on; set both to the same share"
              .formatted(ann, snn));
    }
    if (bench.data().test().size() == 0) {
      throw new FailureException(
          FailureKind.MISSING_INPUT,
          "%s has no images to measure on, and a run ends with measuring; add them or use train-ann, convert and train-snn"
              .formatted(bench.data().name()));
    }
    bench
        .config()
        .net()
        .architecture(bench.data().shape(), bench.data().classNames().size())
        .build();
    for (Stage stage : Stage.values()) {
      new StageFolder(bench.output(), stage).makeRoom(bench.existing());
    }
  }
}
