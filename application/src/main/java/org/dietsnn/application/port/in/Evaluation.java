package org.dietsnn.application.port.in;

import java.util.List;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.energy.EnergyEstimate;

/**
 * What a network did on a set of images.
 *
 * @param images how many were classified
 * @param leftOut how many were broken and left out
 * @param correct how many were classified rightly
 * @param lower lower end of the 95 % interval of the accuracy (Wilson score)
 * @param upper upper end
 * @param loss mean cross entropy
 * @param predictions predicted class of each image that was classified, in order
 * @param activity spikes and operations counted
 * @param energy estimate from them, by the default model
 * @param seconds time spent computing
 */
public record Evaluation(
    int images,
    int leftOut,
    int correct,
    double lower,
    double upper,
    double loss,
    List<Integer> predictions,
    Activity activity,
    EnergyEstimate energy,
    double seconds) {
  public Evaluation {
    predictions = List.copyOf(predictions);
  }

  /** Share of images classified rightly. */
  public double accuracy() {
    return (double) correct / images;
  }

  /** Images per second of computing time. */
  public double imagesPerSecond() {
    return images / seconds;
  }
}
