package org.dietsnn.cli.command;

import java.nio.file.Path;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.Pipeline;
import org.dietsnn.cli.report.RunReport;
import org.dietsnn.cli.report.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dietsnn run}. */
@Command(
    name = "run",
    description = {
      "The whole path from a configuration file: train an ANN, convert it, train the SNN, measure"
          + " all three on the test images.",
      "With --resume finished stages are not repeated."
    },
    footer = {
      "",
      "Examples:",
      "  dietsnn quickstart --print-config > my.yaml",
      "  dietsnn run my.yaml --out runs/mine --with snn.epochs=20"
    })
public final class Run extends SettingsCommand {
  @Parameters(paramLabel = "CONFIG", description = "YAML file of settings.")
  private Path configuration;

  @Mixin private ExistingRunOptions existing;

  /** The command. */
  public Run(Surroundings surroundings) {
    super(
        surroundings,
        Settings.joined(Settings.run(), Settings.net(), Settings.timeSteps(), Settings.common()));
  }

  @Override
  Path file() {
    if (super.file() != null) {
      throw new IllegalArgumentException(
          "run takes its configuration as an argument; leave --config out");
    }
    return configuration;
  }

  @Override
  void perform(RunConfig effective, Console console) {
    RunReport report = new Pipeline(bench(effective, console, existing.choice())).run(program());
    console.result(report, Tables.run(report));
  }
}
