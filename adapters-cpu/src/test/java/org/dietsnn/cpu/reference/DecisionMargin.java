package org.dietsnn.cpu.reference;

import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Tensor;

/**
 * How near the closest yes-or-no decision of a run comes to falling the other way: a spike, a
 * rectifier's zero, the edge of a rectangular surrogate. An engine that rounds otherwise can only
 * be held to the same decisions where this is well above its rounding error.
 */
public final class DecisionMargin {
  private double least = Double.POSITIVE_INFINITY;

  private DecisionMargin() {}

  /** The least distance, relative to the greatest value that the same population meets. */
  public static double of(
      Network network, Parameters parameters, Tensor images, int timeSteps, DropoutMasks dropout) {
    DecisionMargin margin = new DecisionMargin();
    ReferenceSession session = new ReferenceSession(network, parameters);
    for (Presentation image : session.present(images, timeSteps, dropout)) {
      image.run();
      for (int p = 1; p < network.populations().size() - 1; p++) {
        Population population = network.population(p);
        if (population.neuron() instanceof Neuron.Lif lif) {
          double theta = parameters.scalar(population.thresholdName());
          margin.spiking(lif.surrogate(), theta, image.potentials[p]);
        } else {
          margin.rectifying(image.potentials[p]);
        }
      }
    }
    return margin.least;
  }

  private void spiking(Surrogate surrogate, double theta, double[][] potentials) {
    double scale = Math.max(1, greatest(potentials) / theta);
    for (double[] step : potentials) {
      for (double u : step) {
        double z = u / theta - 1;
        least = Math.min(least, Math.abs(z) / scale);
        if (surrogate instanceof Surrogate.Rectangular rectangular) {
          least = Math.min(least, Math.abs(Math.abs(z) - rectangular.width() / 2) / scale);
        }
      }
    }
  }

  /** A current of exactly zero is a sum of nothing in every engine. */
  private void rectifying(double[][] currents) {
    double scale = greatest(currents);
    for (double[] step : currents) {
      for (double current : step) {
        if (current != 0) {
          least = Math.min(least, Math.abs(current) / scale);
        }
      }
    }
  }

  private static double greatest(double[][] values) {
    double greatest = 0;
    for (double[] step : values) {
      for (double value : step) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    return greatest;
  }
}
