package org.dietsnn.domain.optimiser;

import java.util.Locale;

/**
 * Which step an optimiser takes.
 *
 * @param number 1 for the first step of a training
 * @param learningRate the rate that the schedule gives for it
 */
public record UpdateStep(long number, double learningRate) {
  public UpdateStep {
    if (number < 1 || !(learningRate >= 0 && Double.isFinite(learningRate))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "step number %d must be >= 1 and learning rate %s finite and >= 0",
              number,
              learningRate));
    }
  }
}
