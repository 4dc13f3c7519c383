package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ProgressListener;

/** Turns a trained ANN into an SNN by finding a firing threshold for every layer. */
public interface ConvertNetwork {
  /**
   * Converts.
   *
   * @param command the ANN and how to look for thresholds
   * @param progress told about layers
   * @return the SNN with its thresholds
   */
  Conversion convert(ConvertCommand command, ProgressListener progress);
}
