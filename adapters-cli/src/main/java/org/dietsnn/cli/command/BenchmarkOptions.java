package org.dietsnn.cli.command;

import org.dietsnn.application.port.in.WarmUp;
import picocli.CommandLine.Option;

/** How often a benchmark measures. */
final class BenchmarkOptions {
  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Rounds before those measured; the JVM compiles in them. Default: 10, and more until 5 s"
              + " are over")
  private Integer warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds measured, each one batch. Default: ${DEFAULT-VALUE}")
  int rounds = 20;

  WarmUp warmUp() {
    return warmUp == null ? WarmUp.standard() : WarmUp.of(warmUp);
  }
}
