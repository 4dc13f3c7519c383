package org.dietsnn.application.port.out;

import org.dietsnn.domain.activity.Activity;

/**
 * The outcome of running images through a network.
 *
 * @param logits {@code [n][class]} row-major: the output potentials after the last time step
 * @param activity spikes and operations counted
 */
public record Inference(double[] logits, Activity activity) {
  /** The class with the greatest logit of image n; the first of equals. */
  public int prediction(int n, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (logits[n * classes + c] > logits[n * classes + best]) {
        best = c;
      }
    }
    return best;
  }
}
