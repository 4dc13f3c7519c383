package org.dietsnn.application.port.in;

import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.Schedule;

/**
 * How to train.
 *
 * @param epochs passes through the training images, at least 1
 * @param batch images per step, at least 1
 * @param learningRate base rate, &gt; 0
 * @param optimiser update rule
 * @param schedule factor on the base rate over the training
 * @param dropout share of neurons silenced in each step, in [0, 1)
 * @param augmentation what is done to each training image
 * @param validation share of the training images held out for model selection, in (0, 1)
 */
public record Recipe(
    int epochs,
    int batch,
    double learningRate,
    Optimiser optimiser,
    Schedule schedule,
    double dropout,
    Augmentation augmentation,
    double validation) {
  public Recipe {
    require(epochs >= 1, "epochs", epochs, ">= 1");
    require(batch >= 1, "batch", batch, ">= 1");
    require(
        learningRate > 0 && Double.isFinite(learningRate), "learning rate", learningRate, "> 0");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "in [0, 1)");
    require(validation > 0 && validation < 1, "validation share", validation, "in (0, 1)");
  }

  private static void require(boolean holds, String name, Number found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " = " + found + ", must be " + expected);
    }
  }
}
