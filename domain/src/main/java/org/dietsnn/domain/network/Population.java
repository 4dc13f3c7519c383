package org.dietsnn.domain.network;

import java.util.List;
import org.dietsnn.domain.neuron.Neuron;

/**
 * Neurons of one kind that share their parameters. A population integrates the sum of the currents
 * of all its synapses.
 *
 * @param id number by which published checkpoints name its threshold and leak ({@code
 *     threshold.t<id>}, {@code leak.l<id>})
 * @param name what reports call it, for example {@code features.3}
 * @param shape channels, height and width
 * @param neuron what each neuron computes
 * @param synapses what brings its current; empty for the input only
 * @param dropout whether dropout applies to its output when training asks for dropout
 */
public record Population(
    int id, String name, Shape shape, Neuron neuron, List<Synapse> synapses, boolean dropout) {
  public Population {
    synapses = List.copyOf(synapses);
  }

  /** The same population with another neuron. */
  public Population with(Neuron other) {
    return new Population(id, name, shape, other, synapses, dropout);
  }

  /** Name of the threshold parameter. */
  public String thresholdName() {
    return "threshold.t" + id;
  }

  /** Name of the leak parameter. */
  public String leakName() {
    return "leak.l" + id;
  }

  /** Whether its neurons are leaky integrate-and-fire. */
  public boolean spiking() {
    return neuron instanceof Neuron.Lif;
  }
}
