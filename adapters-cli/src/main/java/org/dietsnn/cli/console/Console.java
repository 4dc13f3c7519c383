package org.dietsnn.cli.console;

import java.io.PrintStream;
import org.dietsnn.application.port.out.ProgressListener;

/**
 * Where a command speaks. Results go to standard output, everything else to standard error; with
 * JSON the one document is all that standard output gets.
 */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final boolean quiet;
  private final boolean terminal;

  /**
   * A console.
   *
   * @param json whether results are JSON documents
   * @param quiet whether only results and failures are told
   * @param terminal whether standard error is a terminal, where a bar can move
   */
  public Console(PrintStream out, PrintStream err, boolean json, boolean quiet, boolean terminal) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.quiet = quiet;
    this.terminal = terminal;
  }

  /** Tells a result: the text, or with JSON the document and the text to standard error. */
  public void result(Object document, String text) {
    if (json) {
      say(text);
      out.println(Json.write(document));
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Something beside the result; nothing if quiet. */
  public void say(String text) {
    if (!quiet) {
      err.println(text);
      err.flush();
    }
  }

  /** How progress is shown here. */
  public ProgressListener progress() {
    if (quiet) {
      return ProgressListener.silent();
    }
    return terminal ? new ProgressBars(err) : new ProgressLines(err, System::nanoTime);
  }
}
