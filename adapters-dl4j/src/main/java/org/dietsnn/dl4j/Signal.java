package org.dietsnn.dl4j;

import java.util.List;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;

/** What a layer hands on, in terms of populations and synapses. */
sealed interface Signal {
  /** The shape of what is handed on. */
  Shape shape();

  /**
   * The activity of a population.
   *
   * @param population its index
   * @param pooling side of the windows over which it is averaged, 1 for none
   * @param shape after pooling
   */
  record Activity(int population, int pooling, Shape shape) implements Signal {}

  /** Current that no neuron has integrated yet: what these synapses bring. */
  record Current(List<Synapse> synapses, Shape shape) implements Signal {
    public Current {
      synapses = List.copyOf(synapses);
    }
  }
}
