package org.dietsnn.cpu.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;

/** Networks small enough to follow by hand, and values to run them with. */
final class SmallNetworks {
  private SmallNetworks() {}

  /** One pixel, {@code hidden} populations of one neuron in a row, two classes; all dense. */
  static Network chain(int hidden, Neuron neuron) {
    List<Population> populations = new ArrayList<>();
    populations.add(input(Shape.flat(1)));
    for (int p = 1; p <= hidden; p++) {
      populations.add(
          new Population(
              p,
              "hidden " + p,
              Shape.flat(1),
              neuron,
              List.of(new Synapse.Dense(p - 1, 1, "dense" + p, false)),
              true));
    }
    populations.add(
        new Population(
            hidden + 1,
            "output",
            Shape.flat(2),
            new Neuron.Accumulator(),
            List.of(new Synapse.Dense(hidden, 1, "out", false)),
            false));
    return new Network(populations);
  }

  /**
   * Everything a graph may hold: strides, kernels of several sizes, biases, pooling with a
   * remainder on each kind of synapse, an identity, three synapses into one population.
   */
  static Network everything(Neuron neuron) {
    Population first =
        new Population(
            0,
            "first",
            new Shape(3, 7, 5),
            neuron,
            List.of(new Synapse.Convolution(0, 1, 3, 1, 1, "first", true)),
            false);
    Population second =
        new Population(
            1,
            "second",
            new Shape(3, 3, 2),
            neuron,
            List.of(
                new Synapse.Convolution(1, 2, 5, 1, 2, "second", false),
                new Synapse.Identity(1, 2),
                new Synapse.Convolution(0, 1, 3, 2, 0, "skip", true)),
            true);
    Population third =
        new Population(
            2,
            "third",
            new Shape(4, 2, 1),
            neuron,
            List.of(new Synapse.Convolution(2, 1, 3, 2, 1, "third", false)),
            true);
    Population output =
        new Population(
            3,
            "output",
            Shape.flat(3),
            new Neuron.Accumulator(),
            List.of(new Synapse.Dense(3, 1, "out", true), new Synapse.Dense(2, 2, "wide", false)),
            false);
    return new Network(List.of(input(new Shape(2, 7, 5)), first, second, third, output));
  }

  private static Population input(Shape shape) {
    return new Population(-1, "input", shape, new Neuron.Input(), List.of(), false);
  }

  /** Random parameters: thresholds near 1, leaks near 0.8. */
  static Parameters random(Network network, Random random) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      double[] array = new double[Math.toIntExact(spec.count())];
      for (int i = 0; i < array.length; i++) {
        array[i] =
            spec.role() == ParameterRole.THRESHOLD
                ? 0.8 + 0.4 * random.nextDouble()
                : spec.role() == ParameterRole.LEAK
                    ? 0.6 + 0.4 * random.nextDouble()
                    : 0.5 * random.nextGaussian();
      }
      values.put(spec.name(), Tensor.of(spec.dimensions(), array));
    }
    return new Parameters(values);
  }

  /** Random images for a network. */
  static Tensor images(Network network, int count, Random random) {
    Shape shape = network.input().shape();
    double[] pixels = random.doubles((long) count * shape.neurons(), -1, 2).toArray();
    return Tensor.of(new int[] {count, shape.channels(), shape.height(), shape.width()}, pixels);
  }
}
