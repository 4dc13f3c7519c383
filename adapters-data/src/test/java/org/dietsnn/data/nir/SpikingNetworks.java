package org.dietsnn.data.nir;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Graph;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.architecture.Topology;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** Small spiking networks to test with. */
final class SpikingNetworks {
  private SpikingNetworks() {}

  /** Pooling of odd sizes, two dense layers, 5 classes. */
  static Architecture vgg(boolean bias) {
    return new Architecture("3 A 4 4 A", List.of(6, 5), 1, new Shape(2, 9, 7), 5, 3, bias);
  }

  /** Residual blocks with identities, one of them of pooled spikes, and with 1x1 convolutions. */
  static Architecture resNet() {
    return new Architecture("ResNet12", List.of(), 0.05, new Shape(3, 16, 16), 4, 3, false);
  }

  /** Windows of three, and an identity into the output. */
  static Graph oddWindows() {
    Shape image = new Shape(2, 7, 6);
    return new Graph(
        new Network(
            List.of(
                new Population(-1, "input", image, new Neuron.Input(), List.of(), false),
                new Population(
                    0,
                    "first",
                    image,
                    new Neuron.Relu(),
                    List.of(new Synapse.Convolution(0, 1, 5, 1, 2, "first", true)),
                    true),
                new Population(
                    1,
                    "second",
                    new Shape(2, 2, 2),
                    new Neuron.Relu(),
                    List.of(
                        new Synapse.Convolution(1, 3, 1, 1, 0, "second", false),
                        new Synapse.Identity(1, 3)),
                    false),
                new Population(
                    2,
                    "third",
                    Shape.flat(3),
                    new Neuron.Relu(),
                    List.of(new Synapse.Dense(2, 1, "third", true)),
                    true),
                new Population(
                    3,
                    "output",
                    Shape.flat(3),
                    new Neuron.Accumulator(),
                    List.of(new Synapse.Identity(3, 1)),
                    false))));
  }

  static Checkpoint of(Topology topology, Reset reset, Precision precision, long seed) {
    List<String> classes =
        IntStream.range(0, topology.classes()).mapToObj(i -> "größe " + i).toList();
    int channels = topology.input().channels();
    Model model =
        new Model(
            topology,
            new Neuron.Lif(reset, Surrogate.standard()),
            4,
            new Normalisation(
                Collections.nCopies(channels, 0.1), Collections.nCopies(channels, 0.3)),
            classes);
    return new Checkpoint(
        model,
        parameters(model.network(), precision, new SplittableRandom(seed)),
        new Provenance("", seed, 0.25, "digits", "abc", Map.of(), "initialised"),
        Optional.empty());
  }

  /** Every parameter random; every third population without a leak. */
  private static Parameters parameters(
      Network network, Precision precision, SplittableRandom random) {
    Parameters parameters = Initialisation.HE_FAN_IN.draw(network, random).as(precision);
    int leaks = 0;
    for (ParameterSpec spec : network.parameterSpecs()) {
      if (spec.role() == ParameterRole.BIAS) {
        double[] values = random.doubles(spec.count(), -1, 1).toArray();
        parameters =
            parameters.with(spec.name(), Tensor.of(spec.dimensions(), values).as(precision));
      } else if (spec.role() == ParameterRole.THRESHOLD) {
        parameters =
            parameters.with(spec.name(), Tensor.scalar(random.nextDouble(0.1, 2), precision));
      } else if (spec.role() == ParameterRole.LEAK) {
        double leak = leaks++ % 3 == 0 ? 1 : random.nextDouble(0.001, 1);
        parameters = parameters.with(spec.name(), Tensor.scalar(leak, precision));
      }
    }
    return parameters;
  }
}
