package org.dietsnn.benchmarks.measurement;

import java.util.function.Consumer;

/** Answers one question, network by network. */
public interface Measurement {
  /**
   * Measures.
   *
   * @param results told each result as soon as there is one
   */
  void run(Conditions conditions, Consumer<Result> results);
}
