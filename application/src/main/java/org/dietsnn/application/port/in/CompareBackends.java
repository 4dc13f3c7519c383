package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ProgressListener;

/** Gives several backends the same work and tells in what they differ. */
public interface CompareBackends {
  /**
   * Compares what the backends compute, one after the other, and then how fast they are, in rounds
   * in which each runs one batch, so that what disturbs the machine disturbs all alike. The order
   * within a round moves on by one from round to round.
   *
   * @param command on what and how often
   * @param progress told about rounds
   * @throws org.dietsnn.application.failure.FailureException if a backend that is named is not
   *     usable, or one fails
   */
  Comparison compare(CompareCommand command, ProgressListener progress);
}
