package org.dietsnn.cli.command;

import org.dietsnn.cli.console.Console;
import picocli.CommandLine.Option;

/** How a command speaks. */
final class OutputOptions {
  @Option(
      names = "--json",
      description =
          "Print the result as one JSON document on standard output, all else on standard"
              + " error. Default: false")
  boolean json;

  @Option(names = "--quiet", description = "Print only the result and failures. Default: false")
  boolean quiet;

  /** Looked for before the command line is parsed, so that failures to parse it have it too. */
  @Option(
      names = "--debug",
      description = "Print the stack trace of a failure; also by DIETSNN_DEBUG=1. Default: false")
  boolean debug;

  /** Where a command with these options speaks. */
  Console console(Surroundings surroundings) {
    return new Console(
        surroundings.out(), surroundings.err(), json, quiet, surroundings.terminal());
  }
}
