package org.dietsnn.domain.initialisation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** How weights are drawn before a training. Biases start at 0, thresholds and leaks at 1. */
public enum Initialisation {
  /** As DIET-SNN: convolutions N(0, sqrt(2 / (k k c_out))), dense N(0, 0.01). */
  AUTHORS {
    @Override
    double deviation(int[] shape) {
      return shape.length == 4 ? Math.sqrt(2.0 / ((double) shape[2] * shape[3] * shape[0])) : 0.01;
    }
  },
  /**
   * N(0, sqrt(2 / fan-in)), which trains small nets without batch normalisation better. He et al.,
   * "Delving Deep into Rectifiers", ICCV 2015.
   */
  HE_FAN_IN {
    @Override
    double deviation(int[] shape) {
      double fanIn = shape.length == 4 ? (double) shape[1] * shape[2] * shape[3] : shape[1];
      return Math.sqrt(2.0 / fanIn);
    }
  };

  /** Standard deviation of a weight of this shape. */
  abstract double deviation(int[] shape);

  /**
   * Draws parameters for a network, in the order of its parameter list.
   *
   * @param random source of the draws; advanced
   */
  public Parameters draw(Network network, RandomGenerator random) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      int[] shape = spec.dimensions();
      if (spec.role().ofNeuron()) {
        values.put(spec.name(), Tensor.scalar(1, Precision.FLOAT32));
      } else if (spec.role() == ParameterRole.BIAS) {
        values.put(spec.name(), Tensor.filled(shape, zeros -> {}));
      } else {
        values.put(spec.name(), gaussian(shape, deviation(shape), random));
      }
    }
    return new Parameters(values);
  }

  private static Tensor gaussian(int[] shape, double deviation, RandomGenerator random) {
    return Tensor.filled(
        shape,
        weights -> {
          for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (deviation * random.nextGaussian());
          }
        });
  }
}
