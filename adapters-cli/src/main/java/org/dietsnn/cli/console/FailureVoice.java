package org.dietsnn.cli.console;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.Sentence;

/** Says what went wrong in one sentence and chooses the exit code. */
public final class FailureVoice {
  private final PrintStream err;
  private final boolean debug;

  /**
   * A voice.
   *
   * @param debug whether to print the stack trace as well
   */
  public FailureVoice(PrintStream err, boolean debug) {
    this.err = err;
    this.debug = debug;
  }

  /** Reports a failure and returns its exit code. */
  public int report(Throwable failure) {
    if (debug) {
      failure.printStackTrace(err);
    }
    if (failure instanceof FailureException known) {
      say(known.getMessage());
      return ExitCode.of(known.kind());
    }
    if (failure instanceof IllegalArgumentException) {
      say(failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof OutOfMemoryError) {
      say(
          String.format(
                  Locale.ROOT,
                  "the memory of %d MiB is used up; give more, as in DIETSNN_OPTS=-Xmx8g, or take smaller",
                  Runtime.getRuntime().maxMemory() >> 20)
              + " batches");
      return ExitCode.UNAVAILABLE;
    }
    say("internal error: " + failure + trace(failure));
    return ExitCode.INTERNAL;
  }

  private void say(String sentence) {
    err.println("dietsnn: " + Sentence.of(sentence));
  }

  private String trace(Throwable failure) {
    if (debug) {
      return "";
    }
    try {
      Path file = Files.createTempFile("dietsnn-", ".trace");
      try (PrintWriter writer =
          new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
        failure.printStackTrace(writer);
      }
      return "; its trace is in " + file;
    } catch (IOException e) {
      return "; run again with --debug to see its trace";
    }
  }
}
