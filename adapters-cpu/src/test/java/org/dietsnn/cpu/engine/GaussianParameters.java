package org.dietsnn.cpu.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** Random weights for tests, and one threshold and leak for all populations. */
final class GaussianParameters {
  private GaussianParameters() {}

  static Parameters of(Network network, double threshold) {
    Random random = new Random(4);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      int[] shape = spec.dimensions();
      double deviation = 1 / Math.sqrt((double) spec.count() / shape[0]);
      values.put(
          spec.name(),
          switch (spec.role()) {
            case WEIGHT, BIAS -> NetworkCase.gaussian(random, deviation, shape);
            case THRESHOLD -> Tensor.scalar(threshold, Precision.FLOAT32);
            case LEAK -> Tensor.scalar(0.9, Precision.FLOAT32);
          });
    }
    return new Parameters(values);
  }
}
