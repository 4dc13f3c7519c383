package org.dietsnn.cpu.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.reference.DecisionMargin;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** Random weights for tests, and one threshold and leak for all populations. */
final class GaussianParameters {
  /** Decisions nearer than this may fall differently in float32. */
  private static final double SAFE = 1e-6;

  private GaussianParameters() {}

  /**
   * As {@link #of}, with a threshold that no potential comes so near that it may fall differently
   * in float32.
   *
   * @param least the first threshold that is tried
   * @throws AssertionError if there is none
   */
  static Parameters decided(
      Network network, Tensor images, int steps, DropoutMasks masks, double least) {
    for (int i = 0; i < 50; i++) {
      Parameters parameters = of(network, least + 0.05 * i);
      if (DecisionMargin.of(network, parameters, images, steps, masks) >= SAFE) {
        return parameters;
      }
    }
    throw new AssertionError("no threshold that no decision is near");
  }

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
