package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A trained network to measure. */
final class CheckpointArgument {
  @Parameters(paramLabel = "CHECKPOINT", description = "The network, a .safetensors file.")
  Path file;

  @Option(
      names = {"--time-steps", "--T"},
      paramLabel = "N",
      description = "Time steps an image is shown. Default: those of the checkpoint")
  private Integer timeSteps;

  OptionalInt steps() {
    return timeSteps == null ? OptionalInt.empty() : OptionalInt.of(timeSteps);
  }
}
