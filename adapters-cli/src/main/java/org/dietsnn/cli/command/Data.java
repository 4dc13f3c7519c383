package org.dietsnn.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dietsnn data}: the commands about published data sets. */
@Command(
    name = "data",
    description = {
      "Published data sets: list what is known, fetch one, verify one that is there.",
      "Only data fetch uses the network; everything else works without."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  dietsnn data list",
      "  dietsnn data fetch cifar10 --to data",
      "  dietsnn data verify data/cifar-10-batches-bin"
    })
public final class Data {
  private Data() {}

  /** The group with its commands. */
  public static CommandLine group(Surroundings surroundings) {
    return new CommandLine(new Data())
        .addSubcommand(new DataList(surroundings))
        .addSubcommand(new DataFetch(surroundings))
        .addSubcommand(new DataVerify(surroundings));
  }
}
