package org.dietsnn.cli.command;

import java.nio.file.Path;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.TrainStage;
import org.dietsnn.cli.report.Tables;
import org.dietsnn.cli.report.TrainingReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dietsnn train-snn}. */
@Command(
    name = "train-snn",
    description = {
      "Train weights, leaks and thresholds of an SNN together.",
      "Writes OUT/snn: checkpoints last and best (by accuracy on held-out training images),"
          + " metrics per epoch, the configuration as run and a summary."
    },
    footer = {
      "",
      "Example:",
      "  dietsnn train-snn --data cifar-10-batches-bin --out runs/small --T 5 --epochs 20"
    })
public final class TrainSnn extends SettingsCommand {
  @Option(
      names = "--from",
      paramLabel = "CHECKPOINT",
      description = "The SNN to start from. Default: OUT/converted/best.safetensors")
  private Path from;

  @Mixin private ExistingRunOptions existing;

  /** The command. */
  public TrainSnn(Surroundings surroundings) {
    super(
        surroundings,
        Settings.joined(
            Settings.run(), Settings.neuron(), Settings.training("snn"), Settings.common()));
  }

  @Override
  void perform(RunConfig effective, Console console) {
    Path start =
        from != null
            ? from
            : path(effective.output()).resolve("converted").resolve("best.safetensors");
    TrainingReport report = new TrainStage(bench(effective, console, existing.choice())).snn(start);
    console.result(report, Tables.training(report));
  }
}
