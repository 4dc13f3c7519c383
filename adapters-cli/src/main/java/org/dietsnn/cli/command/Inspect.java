package org.dietsnn.cli.command;

import java.nio.file.Path;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.report.InspectionReport;
import org.dietsnn.cli.report.InspectionTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dietsnn inspect}. */
@Command(
    name = "inspect",
    description = {
      "Say what is in a file of a network: its kind, layers, shapes, parameters, where it comes from.",
      "The kind is found by the content; nothing in the file is executed."
    },
    footer = {"", "Example:", "  dietsnn inspect resnet20.th"})
public final class Inspect extends ProgramCommand {
  @Parameters(paramLabel = "FILE", description = "Any file of a network.")
  private Path file;

  /** The command. */
  public Inspect(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Console console = console();
    InspectionReport report = InspectionReport.of(file, useCases().inspection().inspect(file));
    console.result(report, InspectionTables.of(report));
    return 0;
  }
}
