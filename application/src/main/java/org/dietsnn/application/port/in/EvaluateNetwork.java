package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ProgressListener;

/** Measures a network on images it was not trained with. */
public interface EvaluateNetwork {
  /** Runs all images once. */
  Evaluation evaluate(EvaluateCommand command, ProgressListener progress);
}
