package org.dietsnn.application.port.in;

import java.util.List;
import java.util.Optional;
import org.dietsnn.application.port.out.PeakMemory;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.energy.EnergyEstimate;
import org.dietsnn.domain.tensor.Precision;

/**
 * One backend of a comparison.
 *
 * @param name by which users choose it
 * @param description of itself
 * @param precision in which it computes
 * @param openSeconds until it was open, without a network
 * @param idle the most memory until then
 * @param passes times, inference before training
 * @param activity spikes and operations that it counted on the images
 * @param energy estimate from them, by the default model
 * @param inference how far its inference agrees with that of the first backend
 * @param training the same for training, if it was asked for
 */
public record ComparedBackend(
    String name,
    String description,
    Precision precision,
    double openSeconds,
    PeakMemory idle,
    List<PassTimes> passes,
    Activity activity,
    EnergyEstimate energy,
    InferenceAgreement inference,
    Optional<TrainingAgreement> training) {
  public ComparedBackend {
    passes = List.copyOf(passes);
  }
}
