package org.dietsnn.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whom a comparison compares, and how often. */
final class CompareOptions {
  @Option(
      names = "--backends",
      paramLabel = "NAMES",
      description =
          "Backends, separated by commas, as in cpu,reference; all: every one that is usable, in"
              + " order of preference. Default: ${DEFAULT-VALUE}")
  String backends = "all";

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "Images whose predictions, logits and spike counts are compared. Default:"
              + " ${DEFAULT-VALUE}")
  int images = 64;

  @Option(
      names = "--traced",
      paramLabel = "N",
      description =
          "Images, the first of them, whose spikes are compared one by one. Default:"
              + " ${DEFAULT-VALUE}")
  int traced = 4;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Training steps after which parameters are compared. Default: ${DEFAULT-VALUE}")
  int steps = 3;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Rounds before those measured; the JVM compiles in them. Default: ${DEFAULT-VALUE}")
  int warmUp = 3;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Rounds measured, in each of which every backend runs one batch. Default:"
              + " ${DEFAULT-VALUE}")
  int rounds = 7;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page with charts and all figures, in one file that needs nothing else. Default:"
              + " none")
  Path html;
}
