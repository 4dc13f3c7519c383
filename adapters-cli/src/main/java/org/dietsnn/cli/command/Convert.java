package org.dietsnn.cli.command;

import java.nio.file.Path;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.ConvertStage;
import org.dietsnn.cli.report.ConversionReport;
import org.dietsnn.cli.report.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dietsnn convert}. */
@Command(
    name = "convert",
    description = {
      "Convert a trained ANN into an SNN by finding a firing threshold for every layer.",
      "Writes OUT/converted: the SNN, the configuration as run and a summary."
    },
    footer = {
      "",
      "Example:",
      "  dietsnn convert --data cifar-10-batches-bin --out runs/small --T 5"
    })
public final class Convert extends SettingsCommand {
  @Option(
      names = "--from",
      paramLabel = "CHECKPOINT",
      description = "The ANN. Default: OUT/ann/best.safetensors")
  private Path from;

  @Mixin private ExistingRunOptions existing;

  /** The command. */
  public Convert(Surroundings surroundings) {
    super(
        surroundings,
        Settings.joined(Settings.run(), Settings.neuron(), Settings.convert(), Settings.common()));
  }

  @Override
  void perform(RunConfig effective, Console console) {
    Path ann =
        from != null ? from : path(effective.output()).resolve("ann").resolve("best.safetensors");
    ConversionReport report =
        new ConvertStage(bench(effective, console, existing.choice())).convert(ann);
    console.result(report, Tables.conversion(report));
  }
}
