package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.run.Checkpoint;

/**
 * An evaluation to run.
 *
 * @param backend what computes
 * @param checkpoint the network
 * @param timeSteps T, usually that of the checkpoint; 1 for an ANN
 * @param images labelled images, usually a test set
 * @param batch images at a time, at least 1
 */
public record EvaluateCommand(
    ComputeBackend backend, Checkpoint checkpoint, int timeSteps, ImageSet images, int batch) {
  public EvaluateCommand {
    if (timeSteps < 1) {
      throw new IllegalArgumentException("time steps T = " + timeSteps + ", must be >= 1");
    }
    if (!checkpoint.model().spiking() && timeSteps != 1) {
      throw new IllegalArgumentException("an ANN takes T = 1, found T = " + timeSteps);
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch " + batch + ", must be >= 1");
    }
    if (images.size() < 1) {
      throw new IllegalArgumentException("no images to evaluate on");
    }
  }
}
