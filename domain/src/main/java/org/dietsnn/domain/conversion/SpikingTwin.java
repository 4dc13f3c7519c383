package org.dietsnn.domain.conversion;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** The spiking and the rectifying network on one graph, each as a function of the other. */
public final class SpikingTwin {
  private SpikingTwin() {}

  /** The same graph with leaky integrate-and-fire neurons in the hidden populations. */
  public static Network spiking(Network network, Neuron.Lif neuron) {
    return network.withHiddenNeurons(population -> neuron);
  }

  /** The same graph with rectified linear units in the hidden populations. */
  public static Network rectifying(Network network) {
    return network.withHiddenNeurons(population -> new Neuron.Relu());
  }

  /**
   * Parameters for a spiking network: weights and biases taken over, every threshold and leak set
   * to one value.
   *
   * @param parameters has at least the weights and biases of the network; not modified
   * @param network the spiking network
   * @param threshold initial theta of every population, &gt; 0
   * @param leak initial lambda of every population, in (0, 1]
   */
  public static Parameters parameters(
      Parameters parameters, Network network, double threshold, double leak) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      if (spec.role() == ParameterRole.THRESHOLD) {
        values.put(spec.name(), Tensor.scalar(threshold, precision(parameters)));
      } else if (spec.role() == ParameterRole.LEAK) {
        values.put(spec.name(), Tensor.scalar(leak, precision(parameters)));
      } else {
        values.put(spec.name(), parameters.get(spec.name()));
      }
    }
    return new Parameters(values).checkedFor(network);
  }

  private static Precision precision(Parameters parameters) {
    return parameters.values().values().iterator().next().precision();
  }
}
