package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.pipeline.Subject;
import org.dietsnn.cli.wiring.UseCases;
import org.dietsnn.domain.network.Shape;
import picocli.CommandLine.Option;

/** What a benchmark or a comparison runs. */
final class WorkOptions {
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

  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,6})x([0-9]{1,6})x([0-9]{1,6})");

  @Option(
      names = {"--checkpoint", "--model"},
      paramLabel = "FILE",
      description =
          "Measure this network on test images, with its own time steps unless --time-steps is given."
              + " Default: random weights and images")
  Path checkpoint;

  @Option(
      names = "--what",
      paramLabel = "CHOICE",
      description = "What to measure: inference, training, both. Default: ${DEFAULT-VALUE}")
  private String what = "inference";

  @Option(
      names = "--ann",
      description = "Measure the rectifying network on the same graph, at T = 1. Default: false")
  boolean ann;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images at a time. Default: ${DEFAULT-VALUE}")
  int batch = 32;

  @Option(
      names = "--spike-rate",
      paramLabel = "X",
      description =
          "Spikes per neuron and time step to which the thresholds are set. Default: ${DEFAULT-VALUE}")
  private double spikeRate = 0.15;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      description = "Channels, height and width of random images. Default: ${DEFAULT-VALUE}")
  private String input = "3x32x32";

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes of a network with random weights. Default: ${DEFAULT-VALUE}")
  private int classes = 10;

  Set<BenchmarkedPass> passes() {
    return switch (what) {
      case "inference" -> EnumSet.of(BenchmarkedPass.INFERENCE);
      case "training" -> EnumSet.of(BenchmarkedPass.TRAINING);
      case "both" -> EnumSet.allOf(BenchmarkedPass.class);
      default ->
          throw new IllegalArgumentException(
              "--what: expected one of inference, training, both, found \"%s\"".formatted(what));
    };
  }

  private Shape shape() {
    Matcher words = SHAPE.matcher(input);
    if (!words.matches()) {
      throw new IllegalArgumentException(
          "--input: expected channels x height x width such as 3x32x32, found \"%s\""
              .formatted(input));
    }
    return new Shape(
        Integer.parseInt(words.group(1)),
        Integer.parseInt(words.group(2)),
        Integer.parseInt(words.group(3)));
  }

  /** The network and its images, as the command line describes them. */
  Subject subject(
      GivenOptions given, UseCases useCases, RunConfig effective, ProgressListener progress) {
    if (checkpoint != null) {
      given.exclude(OF_DRAWN, "is for random weights; leave it or --checkpoint out");
    } else {
      given.exclude(OF_CHECKPOINT, "is for --checkpoint; without it images are random");
    }
    if (ann) {
      given.exclude(OF_SNN, "is for spiking networks; leave it or --ann out");
    }
    if (checkpoint != null) {
      OptionalInt steps =
          given.has("--time-steps")
              ? OptionalInt.of(effective.neuron().timeSteps())
              : OptionalInt.empty();
      return Subject.trained(useCases, effective, progress, checkpoint, steps);
    }
    return ann
        ? Subject.ann(effective, shape(), classes)
        : Subject.snn(effective, shape(), classes, spikeRate);
  }
}
