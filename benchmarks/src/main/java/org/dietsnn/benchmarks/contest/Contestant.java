package org.dietsnn.benchmarks.contest;

/** Does one step, again and again: a batch inferred or trained on. */
public interface Contestant extends AutoCloseable {
  /** Does so many steps. */
  void run(int steps);

  /** Lets go of what it holds. */
  @Override
  void close();
}
