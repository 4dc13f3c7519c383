package org.dietsnn.application.port.in;

import java.util.List;
import org.dietsnn.application.run.Checkpoint;

/**
 * The outcome of a conversion.
 *
 * @param snn the spiking network
 * @param layers thresholds layer by layer
 * @param scaling the factor that was taken
 * @param trials accuracy on the validation split with each factor tried; empty if only one was
 *     given
 */
public record Conversion(
    Checkpoint snn, List<LayerThreshold> layers, double scaling, List<Trial> trials) {
  public Conversion {
    layers = List.copyOf(layers);
    trials = List.copyOf(trials);
  }

  /**
   * The threshold of one layer.
   *
   * @param name the population
   * @param found the greatest percentile of its currents, before scaling
   * @param threshold as set
   */
  public record LayerThreshold(String name, double found, double threshold) {}

  /** The accuracy that one scaling factor gave. */
  public record Trial(double scaling, double accuracy) {}
}
