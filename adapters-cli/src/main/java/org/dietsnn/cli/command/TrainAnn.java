package org.dietsnn.cli.command;

import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.TrainStage;
import org.dietsnn.cli.report.Tables;
import org.dietsnn.cli.report.TrainingReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dietsnn train-ann}. */
@Command(
    name = "train-ann",
    description = {
      "Train an ANN: the first stage.",
      "Writes OUT/ann: checkpoints last and best (by accuracy on held-out training images),"
          + " metrics per epoch, the configuration as run and a summary."
    },
    footer = {
      "",
      "Example:",
      "  dietsnn train-ann --data cifar-10-batches-bin --net \"32 A 64 64 A\" --dense 256 --epochs"
          + " 30 --out runs/small"
    })
public final class TrainAnn extends SettingsCommand {
  @Mixin private ExistingRunOptions existing;

  /** The command. */
  public TrainAnn(Surroundings surroundings) {
    super(
        surroundings,
        Settings.joined(
            Settings.run(), Settings.net(), Settings.training("ann"), Settings.common()));
  }

  @Override
  void perform(RunConfig effective, Console console) {
    TrainingReport report = new TrainStage(bench(effective, console, existing.choice())).ann();
    console.result(report, Tables.training(report));
  }
}
