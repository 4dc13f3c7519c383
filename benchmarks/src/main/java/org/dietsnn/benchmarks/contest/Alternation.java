package org.dietsnn.benchmarks.contest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Times two contestants alternating, A B A B, so that whatever else the machine does falls on both.
 *
 * @param rounds number of timed rounds of each, at least 1
 * @param roundSeconds least duration of a round; steps are repeated to fill it
 * @param warmUpSeconds least duration of the warm-up of each
 */
public record Alternation(int rounds, double roundSeconds, double warmUpSeconds) {
  /** Idle time before a round, in which the other's waiting threads fall asleep. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final double NANOS = 1e9;

  public Alternation {
    if (rounds < 1 || !(roundSeconds >= 0) || !(warmUpSeconds >= 0)) {
      throw new IllegalArgumentException(
          "%s rounds of %s s after %s s of warm-up: need at least one round and no negative time"
              .formatted(rounds, roundSeconds, warmUpSeconds));
    }
  }

  /** Runs warm-ups, then rounds. */
  public Timings time(Contestant a, Contestant b) {
    int stepsA = warmUp(a);
    int stepsB = warmUp(b);
    double[] secondsA = new double[rounds];
    double[] secondsB = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      secondsA[round] = round(a, stepsA);
      secondsB[round] = round(b, stepsB);
    }
    return new Timings(secondsA, secondsB);
  }

  /** Returns the number of steps that fill a round. */
  private int warmUp(Contestant contestant) {
    contestant.run(1);
    int steps = 1;
    double last;
    double begun = System.nanoTime();
    do {
      last = round(contestant, steps);
      steps = (int) Math.max(1, Math.ceil(roundSeconds / last));
    } while ((System.nanoTime() - begun) / NANOS < warmUpSeconds);
    return steps;
  }

  /** Returns seconds per step. */
  private static double round(Contestant contestant, int steps) {
    LockSupport.parkNanos(PAUSE_NANOS);
    long begun = System.nanoTime();
    contestant.run(steps);
    return (System.nanoTime() - begun) / NANOS / steps;
  }
}
