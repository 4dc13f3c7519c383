package org.dietsnn.cli.console;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.dietsnn.application.port.out.ProgressListener;

/**
 * Progress where nothing can move, such as a log file: every notice, and a sign of life where none
 * comes for long.
 */
final class ProgressLines implements ProgressListener {
  private static final long SILENCE_NANOS = 30_000_000_000L;

  private final PrintStream err;
  private final LongSupplier clock;
  private final Deque<Work> works = new ArrayDeque<>();
  private long spoken;

  /**
   * Lines.
   *
   * @param clock nanoseconds
   */
  ProgressLines(PrintStream err, LongSupplier clock) {
    this.err = err;
    this.clock = clock;
    this.spoken = clock.getAsLong();
  }

  @Override
  public void begin(String task, long total) {
    works.push(new Work(task, total));
  }

  @Override
  public void advance(long done, String detail) {
    if (!works.isEmpty() && clock.getAsLong() - spoken > SILENCE_NANOS) {
      Work work = works.peek();
      String share = work.total > 0 ? " " + 100 * done / work.total + " %" : "";
      notice("  " + work.task + share + (detail.isEmpty() ? "" : ": " + detail));
    }
  }

  @Override
  public void end() {
    works.poll();
  }

  @Override
  public void notice(String message) {
    err.println(message);
    spoken = clock.getAsLong();
  }

  /** A piece of work that has begun. */
  private record Work(String task, long total) {}
}
