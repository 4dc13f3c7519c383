package org.dietsnn.cli.command;

import org.dietsnn.cli.config.ConfigLayers;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.Pipeline;
import org.dietsnn.cli.report.RunReport;
import org.dietsnn.cli.report.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dietsnn quickstart}. */
@Command(
    name = "quickstart",
    description = {
      "The whole path on the bundled digits, in about half a minute: train an ANN, convert it, train"
          + " the SNN with 5 time steps, measure all three on held-out images."
    },
    footer = {"", "Example:", "  dietsnn quickstart --out runs/first --seed 7"})
public final class Quickstart extends SettingsCommand {
  @Mixin private ExistingRunOptions existing;

  /** The command. */
  public Quickstart(Surroundings surroundings) {
    super(
        surroundings,
        Settings.joined(Settings.run(), Settings.net(), Settings.timeSteps(), Settings.common()));
  }

  @Override
  ConfigLayers base() {
    return new ConfigLayers().preset("quickstart.yaml");
  }

  @Override
  void perform(RunConfig effective, Console console) {
    RunReport report = new Pipeline(bench(effective, console, existing.choice())).run(program());
    console.result(report, Tables.run(report));
  }
}
