package org.dietsnn.domain.architecture;

import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;

/**
 * A topology written out population by population, for networks that no {@link Architecture}
 * describes: those that were made elsewhere.
 *
 * @param network the rectifying network; of one with other hidden neurons its ANN twin is taken
 */
public record Graph(Network network) implements Topology {
  public Graph {
    network = network.withHiddenNeurons(population -> new Neuron.Relu());
  }

  @Override
  public Shape input() {
    return network.input().shape();
  }

  @Override
  public int classes() {
    return network.classes();
  }

  @Override
  public Network build() {
    return network;
  }
}
