package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.VerifiedDataSet;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.report.DataTables;
import org.dietsnn.cli.report.VerificationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dietsnn data verify}. */
@Command(
    name = "verify",
    description = {
      "Tell which published data set a folder holds and whether each file is as published.",
      "Changes nothing and needs no network."
    },
    footer = {"", "Example:", "  dietsnn data verify data/cifar-10-batches-bin"})
public final class DataVerify extends ProgramCommand {
  @Parameters(paramLabel = "FOLDER", description = "Folder of the set, or the one above it.")
  private Path folder;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      description = "Which set it should be. Default: what its files are named like")
  private String set;

  DataVerify(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Console console = console();
    VerifiedDataSet verified =
        surroundings()
            .composition()
            .openDataSets()
            .verify()
            .verify(folder, Optional.ofNullable(set), console.progress());
    console.result(VerificationReport.of(verified), DataTables.verified(verified));
    if (verified.faults() > 0) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%d of %d parts of %s in %s are not as published; %s",
              verified.faults(),
              verified.parts().size(),
              verified.set().name(),
              verified.folder(),
              DataTables.remedy(verified, program())));
    }
    return 0;
  }
}
