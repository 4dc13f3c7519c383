package org.dietsnn.cli.command;

import java.util.Set;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.console.Shell;
import org.dietsnn.cli.pipeline.BenchmarkSettings;
import org.dietsnn.cli.pipeline.BenchmarkStage;
import org.dietsnn.cli.pipeline.Subject;
import org.dietsnn.cli.report.BenchmarkReport;
import org.dietsnn.cli.report.BenchmarkTables;
import org.dietsnn.cli.wiring.UseCases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dietsnn bench}. */
@Command(
    name = "bench",
    description = {
      "Measure the speed of inference and training steps, in all and layer by layer.",
      "The network has random weights and thresholds that make every layer fire at one rate, or is a"
          + " checkpoint. No data are needed and nothing is written."
    },
    footer = {
      "",
      "Examples:",
      "  dietsnn bench --net VGG9 --dense 1024 --spike-rate 0.1 --what both",
      "  dietsnn bench --checkpoint runs/small/snn/best.safetensors --data cifar-10-batches-bin"
    })
public final class Benchmark extends SettingsCommand {
  @Mixin private WorkOptions work;
  @Mixin private BenchmarkOptions options;

  /** The command. */
  public Benchmark(Surroundings surroundings) {
    super(
        surroundings,
        Settings.joined(
            Settings.net(),
            Settings.neuron(),
            Settings.seed(),
            Settings.images(),
            Settings.machine()));
  }

  @Override
  void perform(RunConfig effective, Console console) {
    UseCases useCases = useCases();
    ProgressListener progress = console.progress();
    BenchmarkSettings settings =
        new BenchmarkSettings(
            work.passes(), work.batch, options.warmUp(), options.rounds, next(effective));
    Subject subject = work.subject(given(), useCases, effective, progress);
    BenchmarkReport report =
        new BenchmarkStage(useCases, effective, progress, settings).measure(subject);
    console.result(report, BenchmarkTables.of(report));
  }

  /** After a checkpoint its energy; else the training, the rectifying twin, and back again. */
  private String next(RunConfig effective) {
    if (work.checkpoint != null) {
      String folder = effective.data().folder();
      return program()
          + " energy "
          + Shell.quoted(work.checkpoint.toString())
          + (folder == null ? "" : " --data " + Shell.quoted(folder));
    }
    if (work.ann) {
      return given().again(program(), Set.of("--ann"));
    }
    if (!work.passes().contains(BenchmarkedPass.TRAINING)) {
      return given().again(program(), Set.of("--what")) + " --what both";
    }
    return given()
            .again(program(), Set.of("--spike-rate", "--time-steps", "--reset", "--surrogate"))
        + " --ann";
  }
}
