package org.dietsnn.cli.console;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.dietsnn.application.port.out.ProgressListener;

/**
 * Progress on a terminal: one bar for the innermost work, gone when it is done. Uses a carriage
 * return only, no terminal modes, so that there is nothing to restore when the program is
 * interrupted.
 */
final class ProgressBars implements ProgressListener {
  private static final int COLUMNS = 79;

  private final PrintStream err;
  private final Deque<Work> works = new ArrayDeque<>();

  ProgressBars(PrintStream err) {
    this.err = err;
  }

  @Override
  public void begin(String task, long total) {
    if (!works.isEmpty()) {
      works.peek().hide();
    }
    works.push(new Work(task, total));
  }

  @Override
  public void advance(long done, String detail) {
    if (!works.isEmpty()) {
      works.peek().show(err, done, detail);
    }
  }

  @Override
  public void end() {
    if (!works.isEmpty()) {
      works.pop().hide();
    }
  }

  @Override
  public void notice(String message) {
    if (!works.isEmpty()) {
      works.peek().hide();
    }
    // The bar's own thread may have drawn once more after it was told to leave.
    err.println("\r" + " ".repeat(COLUMNS) + "\r" + message);
  }

  /** A piece of work, with a bar from its first advance on. */
  private static final class Work {
    private final String task;
    private final long total;
    private ProgressBar bar;

    Work(String task, long total) {
      this.task = task;
      this.total = total;
    }

    void show(PrintStream err, long done, String detail) {
      if (bar == null) {
        bar =
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(err, COLUMNS))
                .build();
      }
      bar.setExtraMessage(" " + detail);
      bar.stepTo(done);
    }

    void hide() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
