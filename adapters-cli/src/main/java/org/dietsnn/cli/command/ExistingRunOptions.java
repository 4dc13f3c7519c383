package org.dietsnn.cli.command;

import org.dietsnn.cli.pipeline.ExistingRun;
import picocli.CommandLine.Option;

/** What to do where a run folder holds a run already. */
final class ExistingRunOptions {
  @Option(
      names = "--resume",
      description = "Go on where the run in the run folder stopped. Default: false")
  boolean resume;

  @Option(
      names = "--overwrite",
      description = "Start again and replace the run in the run folder. Default: false")
  boolean overwrite;

  ExistingRun choice() {
    if (resume && overwrite) {
      throw new IllegalArgumentException("--resume and --overwrite exclude each other");
    }
    if (resume) {
      return ExistingRun.RESUME;
    }
    return overwrite ? ExistingRun.OVERWRITE : ExistingRun.REFUSE;
  }
}
