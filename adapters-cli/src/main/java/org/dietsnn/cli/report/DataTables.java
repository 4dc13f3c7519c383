package org.dietsnn.cli.report;

import static java.lang.System.lineSeparator;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedDataSet.Access;
import org.dietsnn.application.port.in.FetchedDataSet;
import org.dietsnn.application.port.in.VerifiedDataSet;
import org.dietsnn.cli.console.Shell;

/** What the commands about published data sets print. */
public final class DataTables {
  private static final double MEGA = 1e6;

  private DataTables() {}

  /** The known sets and how to get one. */
  public static String sets(List<PublishedDataSet> sets, String program) {
    Table table = new Table("set", "holds", "download MB", "how", "from");
    for (PublishedDataSet set : sets) {
      table.row(
          set.name(),
          set.title(),
          set.access() == Access.BUNDLED ? "-" : megabytes(set.downloadBytes()),
          how(set),
          set.page());
    }
    return table
        + lineSeparator()
        + lineSeparator()
        + "Fetch one: "
        + program
        + " data fetch cifar10 --to data";
  }

  private static String how(PublishedDataSet set) {
    return switch (set.access()) {
      case BUNDLED -> "in the program";
      case OPEN -> "data fetch";
      case REGISTRATION -> "registration";
    };
  }

  /** Where a fetched set lies and what to do with it. */
  public static String fetched(FetchedDataSet fetched, String program) {
    String name = fetched.set().name();
    if (fetched.folder().isEmpty()) {
      return "%s is part of the program; nothing is to be fetched%nUse it: %s quickstart"
          .formatted(name, program);
    }
    Path folder = fetched.folder().get();
    String done =
        fetched.downloaded() == 0
            ? "is complete, nothing was downloaded"
            : "is complete, %s MB downloaded, every checksum is right"
                .formatted(megabytes(fetched.downloaded()));
    return "%s %s: %s%nUse it: %s train-ann --data %s"
        .formatted(name, done, folder, program, Shell.quoted(folder.toString()));
  }

  /** Every part of a set and whether it is as published. */
  public static String verified(VerifiedDataSet verified) {
    Table table = new Table("part", "unit", "expected", "found", "compared by", "state");
    for (VerifiedDataSet.Part part : verified.parts()) {
      long found = part.state().size().orElse(-1);
      table.row(
          part.name(),
          part.unit(),
          Long.toString(part.expected()),
          found < 0 ? "-" : Long.toString(found),
          part.check(),
          part.state().condition().name().toLowerCase(Locale.ROOT));
    }
    return "%s in %s%n%n%s".formatted(verified.set().name(), verified.folder(), table);
  }

  /** What to do about a set that is not as published. */
  public static String remedy(VerifiedDataSet verified, String program) {
    PublishedDataSet set = verified.set();
    if (set.access() == Access.REGISTRATION) {
      return "get it anew from " + set.page();
    }
    Path above = verified.folder().toAbsolutePath().normalize().getParent();
    boolean named = verified.folder().toAbsolutePath().endsWith(set.folder());
    String to = named && above != null ? Shell.quoted(above.toString()) : "FOLDER";
    return "fetch it anew by: %s data fetch %s --to %s".formatted(program, set.name(), to);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEGA);
  }
}
