package org.dietsnn.acceptance.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Many inputs for one reader. Each has a limit of time; a reader that exceeds it is left behind on
 * its thread and the campaign goes on with the next input.
 */
final class Campaign {
  private static final long HANG_NANOS = 10_000_000_000L;
  private static final int MOST_HANGS = 3;
  private static final long LOOK_MILLIS = 200;

  private final FuzzedReader reader;
  private final Mutations mutations;
  private final FolderSource folders;

  /** Makes a folder for a thread; those of threads left behind are not used again. */
  @FunctionalInterface
  interface FolderSource {
    Path next() throws IOException;
  }

  Campaign(FuzzedReader reader, long seed, FolderSource folders) throws IOException {
    this.reader = reader;
    this.mutations = new Mutations(reader, seed);
    this.folders = folders;
  }

  /**
   * Runs.
   *
   * @param inputs how many
   * @param deadline of {@link System#nanoTime()}, after which no new input is begun
   * @param progress told the tally now and then
   */
  Tally run(int inputs, long deadline, Consumer<Tally> progress) throws IOException {
    Tally tally = new Tally();
    int next = 0;
    for (int hangs = 0; next < inputs && hangs < MOST_HANGS; hangs++) {
      Worker worker = new Worker(next, inputs, deadline, tally, folders.next());
      worker.start();
      next = worker.watch(progress);
    }
    return tally;
  }

  /** Reads one input after the other until it is done or hangs. */
  private final class Worker extends Thread {
    private final int end;
    private final long deadline;
    private final Tally tally;
    private final Judge judge;
    private volatile int number;
    private volatile byte[] input = {};
    private volatile long begun = System.nanoTime();
    private volatile boolean abandoned;
    private volatile Throwable broken;

    Worker(int from, int end, long deadline, Tally tally, Path folder) {
      super("fuzz " + reader.name());
      setDaemon(true);
      this.number = from;
      this.end = end;
      this.deadline = deadline;
      this.tally = tally;
      this.judge = new Judge(reader, folder);
    }

    @Override
    public void run() {
      try {
        for (int next = number; next < end && !abandoned; next++) {
          if (System.nanoTime() - deadline >= 0) {
            return;
          }
          number = next;
          input = mutations.input(next);
          begun = System.nanoTime();
          judge.judge(next, input, tally);
        }
      } catch (RuntimeException | Error e) {
        broken = e;
      }
    }

    /** Returns the number of the next input: the end, or the one after that which hangs. */
    int watch(Consumer<Tally> progress) {
      while (isAlive()) {
        try {
          join(LOOK_MILLIS);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        progress.accept(tally);
        if (isAlive() && System.nanoTime() - begun > HANG_NANOS) {
          abandoned = true;
          AssertionError hang =
              new AssertionError(
                  String.format(
                      Locale.ROOT, "reads for more than %d s", HANG_NANOS / 1_000_000_000));
          hang.setStackTrace(getStackTrace());
          tally.found(new Finding(number, input, hang));
          return number + 1;
        }
      }
      if (broken != null) {
        throw new IllegalStateException("input " + number + " of " + reader.name(), broken);
      }
      return end;
    }
  }
}
