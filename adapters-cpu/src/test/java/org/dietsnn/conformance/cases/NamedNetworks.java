package org.dietsnn.conformance.cases;

import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;

/**
 * Small networks of the kinds that users train, with sizes and channel counts that divide by
 * nothing.
 */
final class NamedNetworks {
  private NamedNetworks() {}

  /** Convolutions and pools of odd sizes, then dense layers with dropout. */
  static Network vgg(Neuron neuron) {
    return new Network(
        List.of(
            input(new Shape(3, 9, 7)),
            hidden(1, new Shape(11, 9, 7), neuron, false, convolution(0, 1, 3, 1, 1, "conv1")),
            hidden(2, new Shape(33, 4, 3), neuron, false, convolution(1, 2, 3, 1, 1, "conv2")),
            hidden(3, Shape.flat(37), neuron, true, new Synapse.Dense(2, 2, "dense1", false)),
            hidden(4, Shape.flat(19), neuron, true, new Synapse.Dense(3, 1, "dense2", false)),
            output(5, 5, new Synapse.Dense(4, 1, "out", false))));
  }

  /** A pooled stem, a block with an identity, a strided block with a 1x1 convolution. */
  static Network residual(Neuron neuron) {
    return new Network(
        List.of(
            input(new Shape(2, 11, 9)),
            hidden(1, new Shape(9, 11, 9), neuron, false, convolution(0, 1, 3, 1, 1, "stem")),
            hidden(2, new Shape(9, 5, 4), neuron, true, convolution(1, 2, 3, 1, 1, "a1")),
            hidden(
                3,
                new Shape(9, 5, 4),
                neuron,
                false,
                convolution(2, 1, 3, 1, 1, "a2"),
                new Synapse.Identity(1, 2)),
            hidden(4, new Shape(17, 3, 2), neuron, true, convolution(3, 1, 3, 2, 1, "b1")),
            hidden(
                5,
                new Shape(17, 3, 2),
                neuron,
                false,
                convolution(4, 1, 3, 1, 1, "b2"),
                convolution(3, 1, 1, 2, 0, "shortcut")),
            output(6, 7, new Synapse.Dense(5, 2, "out", false))));
  }

  /** A bias wherever there can be one, kernels of 1, 3 and 5, pixels beside spikes. */
  static Network biased(Neuron neuron) {
    return new Network(
        List.of(
            input(new Shape(3, 6, 5)),
            hidden(
                1,
                new Shape(7, 6, 5),
                neuron,
                true,
                new Synapse.Convolution(0, 1, 5, 1, 2, "wide", true)),
            hidden(
                2,
                new Shape(10, 6, 5),
                neuron,
                false,
                new Synapse.Convolution(1, 1, 1, 1, 0, "point", true),
                new Synapse.Convolution(0, 1, 3, 1, 1, "pixels", true)),
            hidden(3, Shape.flat(13), neuron, true, new Synapse.Dense(2, 2, "dense", true)),
            output(
                4,
                3,
                new Synapse.Dense(3, 1, "out", true),
                new Synapse.Dense(1, 3, "skip", false))));
  }

  /** A convolution whose kernel covers its source: the geometry of a dense synapse. */
  static Network covering(Neuron neuron, int kernel) {
    Shape shape = new Shape(5, 2 * kernel, 2 * kernel);
    return new Network(
        List.of(
            input(shape),
            hidden(1, shape, neuron, false, convolution(0, 1, 1, 1, 0, "a")),
            hidden(
                2,
                Shape.flat(70),
                neuron,
                true,
                new Synapse.Convolution(1, 2, kernel, 2, 0, "b", true)),
            output(3, 3, new Synapse.Dense(2, 1, "c", true))));
  }

  /** More than one block of 64 channels. */
  static Network manyChannels(Neuron neuron) {
    Shape wide = new Shape(70, 4, 4);
    return new Network(
        List.of(
            input(new Shape(3, 4, 4)),
            hidden(1, wide, neuron, false, convolution(0, 1, 3, 1, 1, "a")),
            hidden(2, wide, neuron, false, convolution(1, 1, 3, 1, 1, "b")),
            hidden(
                3,
                new Shape(40, 2, 2),
                neuron,
                true,
                new Synapse.Convolution(2, 2, 3, 1, 1, "c", true)),
            output(4, 3, new Synapse.Dense(3, 1, "d", true))));
  }

  /** Little more than a neuron model needs to show what it does. */
  static Network small(Neuron neuron) {
    return new Network(
        List.of(
            input(new Shape(2, 4, 3)),
            hidden(1, new Shape(5, 4, 3), neuron, false, convolution(0, 1, 3, 1, 1, "a")),
            hidden(2, Shape.flat(9), neuron, true, new Synapse.Dense(1, 2, "b", false)),
            output(3, 3, new Synapse.Dense(2, 1, "c", false))));
  }

  private static Population input(Shape shape) {
    return new Population(0, "input", shape, new Neuron.Input(), List.of(), false);
  }

  private static Population hidden(
      int id, Shape shape, Neuron neuron, boolean dropout, Synapse... synapses) {
    return new Population(id, "population" + id, shape, neuron, List.of(synapses), dropout);
  }

  private static Population output(int id, int classes, Synapse... synapses) {
    return new Population(
        id, "output", Shape.flat(classes), new Neuron.Accumulator(), List.of(synapses), false);
  }

  private static Synapse convolution(
      int source, int pooling, int kernel, int stride, int padding, String module) {
    return new Synapse.Convolution(source, pooling, kernel, stride, padding, module, false);
  }
}
