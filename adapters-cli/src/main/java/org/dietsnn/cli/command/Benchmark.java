package org.dietsnn.cli.command;

import java.util.OptionalInt;
import java.util.Set;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.console.Shell;
import org.dietsnn.cli.pipeline.BenchmarkSettings;
import org.dietsnn.cli.pipeline.BenchmarkStage;
import org.dietsnn.cli.report.BenchmarkReport;
import org.dietsnn.cli.report.BenchmarkTables;
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
  private static final Set<String> OF_DRAWN =
      Set.of(
          "--net",
          "--dense",
          "--width",
          "--kernel",
          "--bias",
          "--initialisation",
          "--reset",
          "--surrogate",
          "--input",
          "--classes",
          "--spike-rate",
          "--ann");

  private static final Set<String> OF_CHECKPOINT = Set.of("--data", "--set");

  private static final Set<String> OF_SNN =
      Set.of("--spike-rate", "--time-steps", "--reset", "--surrogate");

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
    GivenOptions given = given();
    if (options.checkpoint != null) {
      given.exclude(OF_DRAWN, "is for random weights; leave it or --checkpoint out");
    } else {
      given.exclude(OF_CHECKPOINT, "is for --checkpoint; without it images are random");
    }
    if (options.ann) {
      given.exclude(OF_SNN, "is for spiking networks; leave it or --ann out");
    }
    BenchmarkStage stage =
        new BenchmarkStage(
            useCases(),
            effective,
            console.progress(),
            new BenchmarkSettings(
                options.passes(), options.batch, options.warmUp, options.rounds, next(effective)));
    BenchmarkReport report = report(stage, effective);
    console.result(report, BenchmarkTables.of(report));
  }

  private BenchmarkReport report(BenchmarkStage stage, RunConfig effective) {
    if (options.checkpoint != null) {
      return stage.trained(
          options.checkpoint,
          given().has("--time-steps")
              ? OptionalInt.of(effective.neuron().timeSteps())
              : OptionalInt.empty());
    }
    return options.ann
        ? stage.ann(options.shape(), options.classes)
        : stage.snn(options.shape(), options.classes, options.spikeRate);
  }

  /** After a checkpoint its energy; else the training, the rectifying twin, and back again. */
  private String next(RunConfig effective) {
    if (options.checkpoint != null) {
      String folder = effective.data().folder();
      return program()
          + " energy "
          + Shell.quoted(options.checkpoint.toString())
          + (folder == null ? "" : " --data " + Shell.quoted(folder));
    }
    if (options.ann) {
      return given().again(program(), Set.of("--ann"));
    }
    if (!options.passes().contains(BenchmarkedPass.TRAINING)) {
      return given().again(program(), Set.of("--what")) + " --what both";
    }
    return given()
            .again(program(), Set.of("--spike-rate", "--time-steps", "--reset", "--surrogate"))
        + " --ann";
  }
}
