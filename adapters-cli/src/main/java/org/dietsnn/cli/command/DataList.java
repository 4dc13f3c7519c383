package org.dietsnn.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.cli.report.DataSetReport;
import org.dietsnn.cli.report.DataTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dietsnn data list}. */
@Command(
    name = "list",
    description =
        "List the known data sets: what they hold, how large they are, where they are from.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    usageHelpAutoWidth = true,
    footer = {"", "Example:", "  dietsnn data list"})
public final class DataList implements Callable<Integer> {
  @Mixin private OutputOptions output;

  private final Surroundings surroundings;

  DataList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<PublishedDataSet> sets = surroundings.composition().openDataSets().catalogue().sets();
    output
        .console(surroundings)
        .result(
            sets.stream().map(DataSetReport::of).toList(),
            DataTables.sets(sets, surroundings.program()));
    return 0;
  }
}
