package org.dietsnn.cpu.reference;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;

/**
 * A network with the loops of each of its synapses.
 *
 * @param network the network
 * @param wires by population and synapse
 */
record Wiring(Network network, List<List<Wire>> wires) {

  /**
   * One synapse and its loops.
   *
   * @param synapse the synapse
   * @param pooling what is done to the presynaptic outputs first
   * @param transmission what is done then
   * @param outputChannels channels of the postsynaptic population
   */
  record Wire(Synapse synapse, Pooling pooling, Transmission transmission, int outputChannels) {

    private static final double[] NO_WEIGHT = {};

    /** Whether what it reads is the same at all time steps. */
    boolean readsInput() {
      return synapse.source() == 0;
    }

    /** The weight, empty for an identity. */
    double[] weight(DoubleParameters parameters) {
      return synapse instanceof Synapse.Weighted weighted
          ? parameters.get(weighted.weightName())
          : NO_WEIGHT;
    }

    /** Adds the current that the outputs of the presynaptic population bring in one time step. */
    void forward(double[] output, DoubleParameters parameters, double[] current) {
      transmission.forward(pooling.forward(output), weight(parameters), current);
      if (synapse instanceof Synapse.Weighted weighted && weighted.bias()) {
        double[] bias = parameters.get(weighted.biasName());
        for (int i = 0; i < current.length; i++) {
          current[i] += bias[channel(i, current.length)];
        }
      }
    }

    /** Adds the gradients of weight and bias from one time step. */
    void backwardToWeight(double[] output, double[] currentGradient, DoubleParameters gradients) {
      transmission.backwardToWeight(pooling.forward(output), currentGradient, weight(gradients));
      if (synapse instanceof Synapse.Weighted weighted && weighted.bias()) {
        double[] bias = gradients.get(weighted.biasName());
        for (int i = 0; i < currentGradient.length; i++) {
          bias[channel(i, currentGradient.length)] += currentGradient[i];
        }
      }
    }

    /** Adds the gradient of the presynaptic outputs of one time step. */
    void backwardToOutput(
        double[] currentGradient, DoubleParameters parameters, double[] outputGradient) {
      double[] pooledGradient = new double[pooling.shape().pooled(pooling.window()).neurons()];
      transmission.backwardToInput(weight(parameters), currentGradient, pooledGradient);
      pooling.backward(pooledGradient, outputGradient);
    }

    private int channel(int neuron, int neurons) {
      return neuron / (neurons / outputChannels);
    }
  }

  static Wiring of(Network network) {
    List<List<Wire>> wires = new ArrayList<>();
    for (Population population : network.populations()) {
      List<Wire> incoming = new ArrayList<>();
      for (Synapse synapse : population.synapses()) {
        Shape from = network.sourceShape(synapse);
        incoming.add(
            new Wire(
                synapse,
                new Pooling(from, synapse.pooling()),
                Transmission.of(synapse, from, population.shape()),
                population.shape().channels()));
      }
      wires.add(List.copyOf(incoming));
    }
    return new Wiring(network, List.copyOf(wires));
  }

  /** The incoming wires of a population. */
  List<Wire> into(int population) {
    return wires.get(population);
  }
}
