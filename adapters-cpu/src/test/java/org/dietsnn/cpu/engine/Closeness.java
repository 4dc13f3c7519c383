package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** How near float32 results must come to those of the reference engine. */
final class Closeness {
  /** Greatest difference allowed, relative to the greatest value of the tensor. */
  private static final double RELATIVE = 1e-4;

  /**
   * A gradient that is much smaller than the greatest of all is what is left when large terms
   * cancel, with the rounding of those; it is held to this share of the greatest.
   */
  private static final double LEAST_SCALE = 1e-2;

  private Closeness() {}

  /** The greatest absolute value. */
  static double scale(Tensor tensor) {
    double scale = 0;
    for (int i = 0; i < tensor.size(); i++) {
      scale = Math.max(scale, Math.abs(tensor.at(i)));
    }
    return scale;
  }

  static void requireClose(String what, double[] actual, double[] expected) {
    int[] shape = {expected.length};
    assertThat(actual).as(what).hasSameSizeAs(expected);
    requireClose(what, Tensor.of(shape, actual), Tensor.of(shape, expected));
  }

  static void requireClose(String what, Tensor actual, Tensor expected) {
    requireClose(what, actual, expected, scale(expected));
  }

  private static void requireClose(String what, Tensor actual, Tensor expected, double scale) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    for (int i = 0; i < expected.size(); i++) {
      double off = Math.abs(actual.at(i) - expected.at(i));
      if (!(off <= RELATIVE * scale)) {
        throw new AssertionError(
            "%s: element %d of %d is %s, expected %s; greatest %s"
                .formatted(what, i, expected.size(), actual.at(i), expected.at(i), scale));
      }
    }
  }

  /**
   * Each gradient relative to its own greatest element. The gradient of a threshold or leak is one
   * sum with terms of both signs, so it is held to the greatest one of its kind.
   */
  static void requireCloseGradients(Network network, Parameters actual, Parameters expected) {
    double greatest = 0;
    for (ParameterSpec spec : network.parameterSpecs()) {
      greatest = Math.max(greatest, scale(expected.get(spec.name())));
    }
    for (ParameterSpec spec : network.parameterSpecs()) {
      double scale = Math.max(LEAST_SCALE * greatest, scale(expected.get(spec.name())));
      if (spec.role().ofNeuron()) {
        for (ParameterSpec other : network.parameterSpecs()) {
          if (other.role() == spec.role()) {
            scale = Math.max(scale, scale(expected.get(other.name())));
          }
        }
      }
      requireClose(
          "gradient of " + spec.name(), actual.get(spec.name()), expected.get(spec.name()), scale);
    }
  }

  /** Spikes and other small whole numbers, whatever the precision they are kept in. */
  static void requireEqual(String what, Tensor actual, Tensor expected) {
    assertThat(actual.as(Precision.FLOAT64)).as(what).isEqualTo(expected.as(Precision.FLOAT64));
  }
}
