package org.dietsnn.cli.command;

import java.util.List;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.EvaluateStage;
import org.dietsnn.cli.pipeline.ExistingRun;
import org.dietsnn.cli.report.NetworkReport;
import org.dietsnn.cli.report.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dietsnn evaluate}. */
@Command(
    name = "evaluate",
    description = "Measure a network on the test images: accuracy, spikes, energy, speed.",
    footer = {
      "",
      "Example:",
      "  dietsnn evaluate runs/small/snn/best.safetensors --data cifar-10-batches-bin"
    })
public final class Evaluate extends SettingsCommand {
  @Mixin private CheckpointArgument checkpoint;

  /** The command. */
  public Evaluate(Surroundings surroundings) {
    super(surroundings, Settings.common());
  }

  @Override
  void perform(RunConfig effective, Console console) {
    NetworkReport report =
        new EvaluateStage(bench(effective, console, ExistingRun.REFUSE))
            .evaluate("", checkpoint.file, checkpoint.steps());
    String layers = Tables.layers(List.of(report));
    console.result(
        report,
        Tables.networks(List.of(report))
            + (layers.isEmpty() ? "" : System.lineSeparator().repeat(2) + layers));
  }
}
