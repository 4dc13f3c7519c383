package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.domain.network.Shape;
import picocli.CommandLine.Option;

/** What a benchmark measures and how often. */
final class BenchmarkOptions {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,6})x([0-9]{1,6})x([0-9]{1,6})");

  @Option(
      names = "--checkpoint",
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
  double spikeRate = 0.15;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      description = "Channels, height and width of random images. Default: ${DEFAULT-VALUE}")
  private String input = "3x32x32";

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes of a network with random weights. Default: ${DEFAULT-VALUE}")
  int classes = 10;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Rounds before those measured; the JVM compiles in them. Default: ${DEFAULT-VALUE}")
  int warmUp = 10;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds measured, each one batch. Default: ${DEFAULT-VALUE}")
  int rounds = 20;

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

  Shape shape() {
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
}
