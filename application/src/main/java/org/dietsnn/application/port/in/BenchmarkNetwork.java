package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ProgressListener;

/** Measures how fast a backend runs and trains a network. */
public interface BenchmarkNetwork {
  /**
   * Runs the same batch over and over and takes the time of each round.
   *
   * @param command what to measure, on what and how often
   * @param progress told about rounds
   * @return what was measured, pass by pass
   * @throws org.dietsnn.application.failure.FailureException if a network that is drawn cannot be
   *     brought to the wanted spike rate
   */
  Benchmark benchmark(BenchmarkCommand command, ProgressListener progress);
}
