package org.dietsnn.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.page.ComparisonPage;
import org.dietsnn.cli.pipeline.CompareSettings;
import org.dietsnn.cli.pipeline.CompareStage;
import org.dietsnn.cli.pipeline.Subject;
import org.dietsnn.cli.report.ComparisonReport;
import org.dietsnn.cli.report.ComparisonTables;
import org.dietsnn.cli.wiring.UseCases;
import org.dietsnn.data.file.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dietsnn compare}. */
@Command(
    name = "compare",
    description = {
      "Give several backends the same work and tell in what they differ: speed of inference and"
          + " training, time to the first batch, memory, predictions, logits, spikes, energy.",
      "Each is timed in a process of its own, in rounds that alternate. The first one named is what"
          + " the others are compared with.",
      "The network has random weights and thresholds that make every layer fire at one rate, or is a"
          + " checkpoint. Nothing is written but the page of --html."
    },
    footer = {
      "",
      "Examples:",
      "  dietsnn compare --backends cpu,reference --net \"8 A 16 A\" --dense 64 --html compare.html",
      "  dietsnn compare --model runs/small/snn/best.safetensors --data cifar-10-batches-bin --what"
          + " both"
    })
public final class Compare extends SettingsCommand {
  private static final String ALL = "all";

  @Mixin private WorkOptions work;
  @Mixin private CompareOptions options;

  /** The command. */
  public Compare(Surroundings surroundings) {
    super(
        surroundings,
        Settings.joined(
            Settings.net(), Settings.neuron(), Settings.seed(), Settings.images(), Settings.cpu()));
  }

  @Override
  void perform(RunConfig effective, Console console) {
    requireAPlaceFor(options.html);
    UseCases useCases = useCases();
    ProgressListener progress = console.progress();
    CompareSettings settings =
        new CompareSettings(
            backends(),
            work.passes(),
            work.batch,
            options.images,
            options.traced,
            options.steps,
            options.warmUp,
            options.rounds,
            next());
    Subject subject = work.subject(given(), useCases, effective, progress);
    ComparisonReport report =
        new CompareStage(useCases, effective, progress, settings).compare(subject);
    if (options.html != null) {
      AtomicFile.write(options.html, ComparisonPage.of(report));
      console.say("The page is in " + options.html);
    }
    console.result(report, ComparisonTables.of(report));
  }

  /** Before the work, not after it. */
  private static void requireAPlaceFor(Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new FailureException(
          FailureKind.MISSING_INPUT,
          "--html must be a file in a folder that is there, found %s".formatted(file));
    }
  }

  private List<String> backends() {
    if (options.backends.strip().equals(ALL)) {
      return List.of();
    }
    List<String> names =
        Arrays.stream(options.backends.strip().split("[\\s,]+"))
            .filter(name -> !name.isEmpty())
            .toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "--backends: expected names such as cpu,reference, or all, found \"%s\""
              .formatted(options.backends));
    }
    return names;
  }

  /** The page, the training, and what else there is to compare. */
  private String next() {
    if (options.html == null) {
      return given().again(program(), Set.of()) + " --html compare.html";
    }
    if (work.passes().size() == 1) {
      return given().again(program(), Set.of("--what")) + " --what both";
    }
    return program() + " devices";
  }
}
