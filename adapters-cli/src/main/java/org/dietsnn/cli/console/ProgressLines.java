package org.dietsnn.cli.console;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.dietsnn.application.port.out.ProgressListener;

/** Progress where nothing can move, such as a log file: one line when a piece of work is done. */
final class ProgressLines implements ProgressListener {
  private final PrintStream err;
  private final Deque<Work> works = new ArrayDeque<>();

  ProgressLines(PrintStream err) {
    this.err = err;
  }

  @Override
  public void begin(String task, long total) {
    works.push(new Work(task, System.nanoTime()));
  }

  @Override
  public void advance(long done, String detail) {
    if (!works.isEmpty() && !detail.isEmpty()) {
      works.peek().detail = detail;
    }
  }

  @Override
  public void end() {
    if (works.isEmpty()) {
      return;
    }
    Work work = works.pop();
    double seconds = (System.nanoTime() - work.start) * 1e-9;
    String detail = work.detail.isEmpty() ? "" : "  " + work.detail;
    err.println(String.format(Locale.ROOT, "%s%s  %.1f s", work.task, detail, seconds));
  }

  @Override
  public void notice(String message) {
    err.println(message);
  }

  /** A piece of work that has begun. */
  private static final class Work {
    private final String task;
    private final long start;
    private String detail = "";

    Work(String task, long start) {
      this.task = task;
      this.start = start;
    }
  }
}
