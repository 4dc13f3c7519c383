package org.dietsnn.application.port.in;

import java.util.List;

/**
 * How far the inference of a backend agrees with that of another.
 *
 * @param images how many were classified by both
 * @param samePredictions how many of them got the same class
 * @param logitDifference greatest absolute difference of a logit
 * @param relativeLogitDifference the same, divided by the greatest absolute logit of the other
 * @param tracedImages images whose spikes were compared one by one
 * @param layers spikes that differ, by spiking population
 */
public record InferenceAgreement(
    int images,
    int samePredictions,
    double logitDifference,
    double relativeLogitDifference,
    int tracedImages,
    List<LayerSpikes> layers) {
  public InferenceAgreement {
    layers = List.copyOf(layers);
  }

  /** Spikes that differ in all layers. */
  public long differing() {
    return layers.stream().mapToLong(LayerSpikes::differing).sum();
  }

  /** Neurons times images times steps that were compared. */
  public long compared() {
    return layers.stream().mapToLong(LayerSpikes::compared).sum();
  }

  /**
   * One spiking population. A spike of an early layer that differs changes the currents of all
   * later ones.
   *
   * @param name of the population
   * @param compared neurons times images times time steps
   * @param spikes how often the other fired
   * @param differing how often one fired and the other did not
   */
  public record LayerSpikes(String name, long compared, long spikes, long differing) {}
}
