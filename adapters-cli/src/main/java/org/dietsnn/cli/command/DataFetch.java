package org.dietsnn.cli.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.dietsnn.application.port.in.FetchDataSetCommand;
import org.dietsnn.application.port.in.FetchedDataSet;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.report.DataTables;
import org.dietsnn.cli.report.FetchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dietsnn data fetch}. */
@Command(
    name = "fetch",
    description = {
      "Download a data set, check it against the published checksum and unpack it.",
      "A download that was interrupted is gone on with; a set that is complete is left alone."
    },
    footer = {"", "Example:", "  dietsnn data fetch cifar10 --to data"})
public final class DataFetch extends ProgramCommand {
  @Parameters(paramLabel = "NAME", description = "Name of the set, see dietsnn data list.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      defaultValue = "data",
      description = "Folder below which that of the set is made. Default: data")
  private Path to;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "Another address of the published file, or of a folder with the published files; the"
              + " checksum still holds. Default: the published address")
  private URI from;

  DataFetch(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Console console = console();
    FetchedDataSet fetched =
        surroundings()
            .composition()
            .openDataSets()
            .fetch()
            .fetch(
                new FetchDataSetCommand(name, to, Optional.ofNullable(from)), console.progress());
    console.result(FetchReport.of(fetched), DataTables.fetched(fetched, program()));
    return 0;
  }
}
