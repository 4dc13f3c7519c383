package org.dietsnn.conformance;

import java.util.List;
import java.util.Map;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * One pixel, one neuron, two classes, and numbers that are exact in binary, so that what comes out
 * can be written down by hand.
 */
final class HandMade {
  private HandMade() {}

  /** The pixel to the neuron to the classes. */
  static Network network(Neuron neuron) {
    return new Network(
        List.of(
            new Population(0, "input", Shape.flat(1), new Neuron.Input(), List.of(), false),
            new Population(
                1,
                "hidden",
                Shape.flat(1),
                neuron,
                List.of(new Synapse.Dense(0, 1, "in", false)),
                true),
            new Population(
                2,
                "output",
                Shape.flat(2),
                new Neuron.Accumulator(),
                List.of(new Synapse.Dense(1, 1, "out", false)),
                false)));
  }

  /** Threshold 0.5; the classes weigh a spike 1 and 10. */
  static Parameters parameters(double weight, double leak) {
    return new Parameters(
        Map.of(
            "in.weight", Tensor.of(new int[] {1, 1}, new double[] {weight}),
            "out.weight", Tensor.of(new int[] {2, 1}, new double[] {1, 10}),
            "threshold.t1", Tensor.scalar(0.5, Precision.FLOAT64),
            "leak.l1", Tensor.scalar(leak, Precision.FLOAT64)));
  }

  /** One image for each pixel. */
  static Tensor images(double... pixels) {
    return Tensor.of(new int[] {pixels.length, 1, 1, 1}, pixels);
  }
}
