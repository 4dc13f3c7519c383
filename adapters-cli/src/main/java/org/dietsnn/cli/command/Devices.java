package org.dietsnn.cli.command;

import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.report.DevicesReport;
import org.dietsnn.cli.report.DevicesTable;
import picocli.CommandLine.Command;

/** {@code dietsnn devices}. */
@Command(
    name = "devices",
    description = {
      "Tell what there is to compute with: every backend on the class path, the device that it would"
          + " use, whether it is usable, and if not, why.",
      "Without --backend the usable one of the greatest preference is taken."
    },
    footer = {"", "Example:", "  dietsnn devices --json"})
public final class Devices extends ProgramCommand {
  /** The command. */
  public Devices(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Console console = console();
    DevicesReport report = DevicesReport.of(useCases().devices().list(), program());
    console.result(report, DevicesTable.of(report));
    return 0;
  }
}
