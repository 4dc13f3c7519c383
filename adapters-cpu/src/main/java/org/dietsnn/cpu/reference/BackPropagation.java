package org.dietsnn.cpu.reference;

import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;

/**
 * Back-propagation through one presentation: populations in reverse order, each over all time steps
 * in reverse order, the gradients added to those of the other images.
 */
final class BackPropagation {
  private final Wiring wiring;
  private final DoubleParameters parameters;
  private final DoubleParameters gradients;

  BackPropagation(Wiring wiring, DoubleParameters parameters, DoubleParameters gradients) {
    this.wiring = wiring;
    this.parameters = parameters;
    this.gradients = gradients;
  }

  /**
   * Adds the gradients of one image.
   *
   * @param image the forward pass; not modified
   * @param logitGradient dL/dlogits of this image; not modified
   */
  void run(Presentation image, double[] logitGradient) {
    Network network = wiring.network();
    int last = network.populations().size() - 1;
    // dL/doutput by population, [t][neuron]; complete when the walk arrives at the population.
    double[][][] outputGradients = new double[last + 1][][];
    for (int p = 1; p <= last; p++) {
      outputGradients[p] = new double[image.timeSteps()][network.population(p).shape().neurons()];
    }
    for (int t = 0; t < image.timeSteps(); t++) {
      outputGradients[last][t] = logitGradient.clone();
    }
    for (int p = last; p > 0; p--) {
      for (int t = 0; t < image.timeSteps(); t++) {
        for (int i = 0; i < outputGradients[p][t].length; i++) {
          outputGradients[p][t][i] *= image.dropoutFactor(p, i);
        }
      }
      double[][] currentGradient = throughNeurons(image, p, outputGradients[p]);
      throughSynapses(image, p, currentGradient, outputGradients);
    }
  }

  /** dL/dI from dL/d(what the neurons emit). */
  private double[][] throughNeurons(Presentation image, int p, double[][] emittedGradient) {
    Population population = wiring.network().population(p);
    if (population.neuron() instanceof Neuron.Lif) {
      double[][] currentGradient = new double[image.timeSteps()][population.shape().neurons()];
      Lif.Gradient gradient =
          image
              .lif(p, parameters.scalar(population.thresholdName()))
              .backward(image.potentials[p], image.emitted[p], emittedGradient, currentGradient);
      gradients.get(population.thresholdName())[0] += gradient.theta();
      gradients.get(population.leakName())[0] += gradient.lambda();
      return currentGradient;
    }
    if (population.neuron() instanceof Neuron.Relu) {
      for (int t = 0; t < image.timeSteps(); t++) {
        for (int i = 0; i < emittedGradient[t].length; i++) {
          if (!(image.potentials[p][t][i] > 0)) {
            emittedGradient[t][i] = 0;
          }
        }
      }
    }
    return emittedGradient;
  }

  private void throughSynapses(
      Presentation image, int p, double[][] currentGradient, double[][][] outputGradients) {
    for (Wiring.Wire wire : wiring.into(p)) {
      int source = wire.synapse().source();
      for (int t = 0; t < image.timeSteps(); t++) {
        wire.backwardToWeight(image.outputs[source][t], currentGradient[t], gradients);
        if (!wire.readsInput()) {
          wire.backwardToOutput(currentGradient[t], parameters, outputGradients[source][t]);
        }
      }
    }
  }
}
