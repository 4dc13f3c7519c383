package org.dietsnn.acceptance.fuzz;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.report.Table;
import org.dietsnn.data.file.FolderTree;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code acceptance-tests/fuzz}. */
@Command(
    name = "acceptance-tests/fuzz",
    description = {
      "Read many mutated inputs with every reader of files.",
      "Exit code 0: every input was refused in one sentence or taken rightly, within its limits of"
          + " time and memory. Exit code 1: not so; the inputs are kept."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    sortOptions = false)
final class Fuzz implements Callable<Integer> {
  private static final int KEPT = 10;

  @Option(names = "--reader", description = "One of the readers, or all. Default: ${DEFAULT-VALUE}")
  private String name = "all";

  @Option(names = "--inputs", description = "Per reader. Default: ${DEFAULT-VALUE}")
  private int inputs = 100_000;

  @Option(names = "--seed", description = "Of the mutations. Default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(
      names = "--time-limit",
      description = "Seconds per reader, after which no input is begun. Default: ${DEFAULT-VALUE}")
  private int seconds = 3600;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      defaultValue = "${sys:fuzz.findings:-fuzz-findings}",
      description = "Where inputs that must not be are written. Default: ${DEFAULT-VALUE}")
  private Path keep;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Read this one input instead. Default: none")
  private Path replay;

  private final PrintStream out;
  private final ProgressListener progress;

  private Fuzz(PrintStream out, PrintStream err) {
    this.out = out;
    this.progress = new Console(out, err, false, false, false).progress();
  }

  /** Runs the command. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Fuzz(System.out, System.err)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<FuzzedReader> readers =
        FuzzedReaders.all().stream()
            .filter(reader -> name.equals("all") || name.equals(reader.name()))
            .toList();
    if (readers.isEmpty()) {
      throw new IllegalArgumentException(
          "no reader is named %s; there are %s"
              .formatted(name, FuzzedReaders.all().stream().map(FuzzedReader::name).toList()));
    }
    return replay == null ? campaign(readers) : replay(readers.get(0));
  }

  private int campaign(List<FuzzedReader> readers) throws IOException {
    Table table =
        new Table(
            "reader",
            "inputs",
            "refused",
            "accepted",
            "slowest\nms",
            "most allocated\nMB",
            "inputs/s",
            "failures");
    int failures = 0;
    for (FuzzedReader reader : readers) {
      long begin = System.nanoTime();
      Tally tally = run(reader, begin + seconds * 1_000_000_000L);
      keep(reader, tally.findings());
      failures += tally.findings().size();
      table.row(
          reader.name(),
          Integer.toString(tally.inputs()),
          Integer.toString(tally.refusals()),
          Integer.toString(tally.acceptances()),
          String.format(Locale.ROOT, "%.1f", tally.slowestNanos() / 1e6),
          String.format(Locale.ROOT, "%.1f", tally.mostBytes() / 1e6),
          Long.toString(tally.inputs() * 1_000_000_000L / Math.max(1, System.nanoTime() - begin)),
          Integer.toString(tally.findings().size()));
    }
    out.println(table);
    return failures == 0 ? 0 : 1;
  }

  private Tally run(FuzzedReader reader, long deadline) throws IOException {
    progress.begin(reader.name(), inputs);
    Path real = Files.createTempDirectory("dietsnn-fuzz-");
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path root = reader.needsRealFiles() ? real : memory.getPath("/fuzz");
      int[] folders = {0};
      return new Campaign(
              reader,
              seed,
              () -> Files.createDirectories(root.resolve(Integer.toString(folders[0]++))))
          .run(
              inputs,
              deadline,
              tally -> progress.advance(tally.inputs(), tally.findings().size() + " failures"));
    } finally {
      progress.end();
      FolderTree.deleteQuietly(real);
    }
  }

  private void keep(FuzzedReader reader, List<Finding> findings) throws IOException {
    for (Finding finding : findings.subList(0, Math.min(KEPT, findings.size()))) {
      Files.createDirectories(keep);
      Path file = keep.resolve(reader.name() + "-" + seed + "-" + finding.number());
      Files.write(file, finding.input());
      out.println(finding);
      out.println(
          "  again: acceptance-tests/fuzz --reader %s --replay %s".formatted(reader.name(), file));
    }
  }

  private int replay(FuzzedReader reader) throws IOException {
    Path folder = Files.createTempDirectory("dietsnn-fuzz-");
    try {
      Tally tally = new Tally();
      new Judge(reader, Files.createDirectory(folder.resolve("input")))
          .judge(0, Files.readAllBytes(replay), tally);
      tally.findings().forEach(finding -> finding.what().printStackTrace(out));
      out.println(
          tally.findings().isEmpty() ? tally.refusals() == 1 ? "refused" : "accepted" : "failure");
      return tally.findings().isEmpty() ? 0 : 1;
    } finally {
      FolderTree.deleteQuietly(folder);
    }
  }
}
