package org.dietsnn.cpu.reference;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/** One modifiable array of float64 for each parameter of a network: values, or gradients. */
final class DoubleParameters {
  private final Network network;
  private final Map<String, double[]> arrays = new LinkedHashMap<>();

  private DoubleParameters(Network network) {
    this.network = network;
  }

  /** A copy of parameters that fit the network. */
  static DoubleParameters of(Network network, Parameters parameters) {
    DoubleParameters copy = new DoubleParameters(network);
    parameters
        .checkedFor(network)
        .values()
        .forEach((name, tensor) -> copy.arrays.put(name, tensor.toDoubles()));
    return copy;
  }

  /** Zeros. */
  static DoubleParameters zeros(Network network) {
    DoubleParameters zeros = new DoubleParameters(network);
    for (ParameterSpec spec : network.parameterSpecs()) {
      zeros.arrays.put(spec.name(), new double[Math.toIntExact(spec.count())]);
    }
    return zeros;
  }

  /**
   * The array itself, not a copy.
   *
   * @throws IllegalArgumentException if no parameter has this name
   */
  double[] get(String name) {
    double[] array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    return array;
  }

  /** The value of a threshold or a leak. */
  double scalar(String name) {
    return get(name)[0];
  }

  /** A copy as an immutable value. */
  Parameters toParameters() {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      values.put(spec.name(), Tensor.of(spec.dimensions(), get(spec.name())));
    }
    return new Parameters(values);
  }
}
