package org.dietsnn.cli.report;

import java.util.Locale;
import java.util.stream.Collectors;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;

/**
 * One population of a network in a file.
 *
 * @param name what it is called
 * @param shape channels, height and width
 * @param neuron what each neuron computes
 * @param synapses what brings its current
 * @param parameters trainable scalars of its synapses and neurons
 * @param macs multiply-accumulates of one image and time step
 */
public record InspectedLayer(
    String name, String shape, String neuron, String synapses, long parameters, long macs) {

  static InspectedLayer of(Network network, Population population) {
    return new InspectedLayer(
        population.name(),
        population.shape().toString(),
        neuron(population.neuron()),
        population.synapses().stream()
            .map(synapse -> synapse(network, synapse))
            .collect(Collectors.joining(" + ")),
        parameters(network, population),
        network.macs(population));
  }

  private static String neuron(Neuron neuron) {
    if (neuron instanceof Neuron.Lif lif) {
      return "lif, reset " + lif.reset().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return neuron.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String synapse(Network network, Synapse synapse) {
    String pooled =
        synapse.pooling() == 1
            ? ""
            : String.format(Locale.ROOT, " pooled %dx%d", synapse.pooling(), synapse.pooling());
    String from = " from " + network.population(synapse.source()).name() + pooled;
    if (synapse instanceof Synapse.Convolution convolution) {
      String stride = convolution.stride() == 1 ? "" : " stride " + convolution.stride();
      return String.format(Locale.ROOT, "conv %dx%d", convolution.kernel(), convolution.kernel())
          + stride
          + from;
    }
    return (synapse instanceof Synapse.Dense ? "dense" : "identity") + from;
  }

  private static long parameters(Network network, Population population) {
    long sum = population.spiking() ? 2 : 0;
    for (Synapse synapse : population.synapses()) {
      if (synapse instanceof Synapse.Weighted weighted) {
        Shape from = network.sourceShape(synapse);
        int[] shape = weighted.weightShape(from, population.shape());
        long weights = 1;
        for (int dimension : shape) {
          weights *= dimension;
        }
        sum += weights + (weighted.bias() ? shape[0] : 0);
      }
    }
    return sum;
  }
}
