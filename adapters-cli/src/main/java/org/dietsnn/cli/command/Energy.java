package org.dietsnn.cli.command;

import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.EvaluateStage;
import org.dietsnn.cli.pipeline.ExistingRun;
import org.dietsnn.cli.report.NetworkReport;
import org.dietsnn.cli.report.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dietsnn energy}. */
@Command(
    name = "energy",
    description =
        "Estimate the compute energy of a network, synapse by synapse, from the spikes it emits on"
            + " the test images.",
    footer = {
      "",
      "Example:",
      "  dietsnn energy runs/small/snn/best.safetensors --data cifar-10-batches-bin"
    })
public final class Energy extends SettingsCommand {
  @Mixin private CheckpointArgument checkpoint;

  /** The command. */
  public Energy(Surroundings surroundings) {
    super(surroundings, Settings.common());
  }

  @Override
  void perform(RunConfig effective, Console console) {
    NetworkReport report =
        new EvaluateStage(bench(effective, console, ExistingRun.REFUSE))
            .evaluate("", checkpoint.file, checkpoint.steps());
    console.result(report, Tables.energy(report));
  }
}
