package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ProgressListener;

/** Downloads a data set, checks it and unpacks it. */
public interface FetchDataSet {
  /**
   * Does what is left to be done; a set that is complete is not touched.
   *
   * @throws org.dietsnn.application.failure.FailureException of kind USAGE if no set has that name,
   *     UNAVAILABLE if it cannot be had from here, BAD_DATA if other bytes come than were
   *     published, INPUT_OUTPUT if they cannot be written
   */
  FetchedDataSet fetch(FetchDataSetCommand command, ProgressListener progress);
}
