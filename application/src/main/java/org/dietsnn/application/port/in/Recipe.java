package org.dietsnn.application.port.in;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.optimiser.Adam;
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

  /**
   * What {@code dietsnn} trains ANNs with unless told otherwise: Adam at 0.001 with a cosine
   * schedule.
   */
  public static Recipe ann(int epochs) {
    return standard(epochs, 1e-3, false, new Schedule.Cosine(0.05, 0.01));
  }

  /**
   * What {@code dietsnn} trains converted SNNs with unless told otherwise: AMSGrad at 0.0001, a
   * fifth of it after 60, 80 and 90 %.
   */
  public static Recipe snn(int epochs) {
    return standard(epochs, 1e-4, true, Schedule.Step.standard());
  }

  /** All settings by name, in a form that is equal for equal recipes. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("epochs", Integer.toString(epochs));
    settings.put("batch", Integer.toString(batch));
    settings.put("learning rate", Double.toString(learningRate));
    settings.put("optimiser", optimiser.toString());
    settings.put("schedule", schedule.toString());
    settings.put("dropout", Double.toString(dropout));
    settings.put("augmentation", augmentation.toString());
    settings.put("validation share", Double.toString(validation));
    return settings;
  }

  private static Recipe standard(
      int epochs, double learningRate, boolean amsgrad, Schedule schedule) {
    Optimiser adam = Adam.standard(amsgrad, 5e-4);
    return new Recipe(epochs, 64, learningRate, adam, schedule, 0.1, Augmentation.none(), 0.1);
  }

  private static void require(boolean holds, String name, Number found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " = " + found + ", must be " + expected);
    }
  }
}
