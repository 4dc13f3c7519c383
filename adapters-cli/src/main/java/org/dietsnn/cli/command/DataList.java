package org.dietsnn.cli.command;

import java.util.List;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.cli.report.DataSetReport;
import org.dietsnn.cli.report.DataTables;
import picocli.CommandLine.Command;

/** {@code dietsnn data list}. */
@Command(
    name = "list",
    description =
        "List the known data sets: what they hold, how large they are, where they are from.",
    footer = {"", "Example:", "  dietsnn data list"})
public final class DataList extends ProgramCommand {
  DataList(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    List<PublishedDataSet> sets = surroundings().composition().openDataSets().catalogue().sets();
    console()
        .result(sets.stream().map(DataSetReport::of).toList(), DataTables.sets(sets, program()));
    return 0;
  }
}
