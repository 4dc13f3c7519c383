package org.dietsnn.cli.pipeline;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.port.in.Conversion;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.cli.config.ConvertConfig;
import org.dietsnn.cli.report.ConversionReport;
import org.dietsnn.domain.conversion.PercentileRule;

/** Converts an ANN into the stage folder; a finished conversion is not repeated. */
public final class ConvertStage {
  private final Bench bench;

  /** The stage on a bench. */
  public ConvertStage(Bench bench) {
    this.bench = bench;
  }

  /**
   * Converts.
   *
   * @param from a checkpoint of an ANN
   */
  public ConversionReport convert(Path from) {
    Checkpoint ann = bench.useCases().store().load(from);
    ConvertConfig config = bench.config().convert();
    int timeSteps = bench.config().neuron().timeSteps();
    double validation = bench.config().ann().validation();
    bench.requireTheSameHeldOut(from, ann, validation, "ann.validation");
    ConvertCommand command =
        new ConvertCommand(
            bench.backend(),
            ann,
            bench.config().neuron().neuron(),
            timeSteps,
            bench.data(),
            config.calibration(),
            config.searchSteps(),
            new PercentileRule(config.percentile()),
            config.scalings(),
            config.leak(),
            config.layers(),
            config.defaultThreshold(),
            validation,
            bench.config().seed());
    StageFolder folder = new StageFolder(bench.output(), Stage.CONVERTED);
    folder.claim(bench.config(), ann.parameters().fingerprint(), bench.existing());
    Optional<ConversionReport> finished = folder.result(ConversionReport.class);
    if (finished.isPresent()) {
      bench.progress().notice("%s is finished already".formatted(folder.path()));
      return finished.get();
    }
    bench.progress().notice(String.format(Locale.ROOT, "Converting %s at T = %d", from, timeSteps));
    Conversion conversion = bench.useCases().conversion().convert(command, bench.progress());
    Checkpoint snn = conversion.snn();
    bench
        .useCases()
        .store()
        .save(
            folder.best(),
            new Checkpoint(
                snn.model(),
                snn.parameters(),
                bench.provenance(
                    Stage.CONVERTED, validation, from + ", " + snn.provenance().origin()),
                snn.training()));
    ConversionReport report =
        new ConversionReport(
            folder.best().toString(),
            timeSteps,
            conversion.scaling(),
            conversion.layers(),
            conversion.trials());
    folder.finish(report);
    return report;
  }
}
