package org.dietsnn.cli.command;

import picocli.CommandLine.Option;

/** How often a benchmark measures. */
final class BenchmarkOptions {
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
}
