package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.report.InspectionReport;
import org.dietsnn.cli.report.InspectionTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dietsnn inspect}. */
@Command(
    name = "inspect",
    description = {
      "Say what is in a file of a network: its kind, layers, shapes, parameters, where it comes from.",
      "The kind is found by the content; nothing in the file is executed."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    usageHelpAutoWidth = true,
    footer = {"", "Example:", "  dietsnn inspect resnet20.th"})
public final class Inspect implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Any file of a network.")
  private Path file;

  @Mixin private OutputOptions output;

  private final Surroundings surroundings;

  /** The command. */
  public Inspect(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Console console =
        new Console(
            surroundings.out(),
            surroundings.err(),
            output.json,
            output.quiet,
            surroundings.terminal());
    InspectionReport report =
        InspectionReport.of(
            file, surroundings.composition().open(RunConfig.defaults()).inspection().inspect(file));
    console.result(report, InspectionTables.of(report));
    return 0;
  }
}
