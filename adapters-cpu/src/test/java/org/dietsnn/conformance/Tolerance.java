package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * How close a backend must come. A value a is close to b if
 *
 * <pre>  |a - b| &lt;= relative * max(|b|, floor * scale)</pre>
 *
 * where scale is the greatest |b| of its tensor (of all thresholds or all leaks, for one of those).
 * With floor 1 that is the maximum norm, with less it holds small elements to their own size.
 *
 * @param relative the tolerance
 * @param floor share of the scale below which elements are not held to their own size
 * @param surestDistance spikes must agree exactly if no U / theta of a recording is nearer to 1
 */
public record Tolerance(double relative, double floor, double surestDistance) {
  /**
   * A gradient that is much smaller than the greatest of all is what is left when large terms
   * cancel, with the rounding of those; it is held to this share of the greatest.
   */
  private static final double LEAST_SHARE = 1e-2;

  /** For an engine that computes in this precision. */
  public static Tolerance of(Precision precision) {
    return precision == Precision.FLOAT64
        ? new Tolerance(1e-10, 1e-3, 1e-12)
        : new Tolerance(1e-4, 1, 1e-5);
  }

  /** The greatest absolute value. */
  static double scale(Tensor tensor) {
    double scale = 0;
    for (int i = 0; i < tensor.size(); i++) {
      scale = Math.max(scale, Math.abs(tensor.at(i)));
    }
    return scale;
  }

  /** Requires all elements to be close, and as many of them; shapes may differ in ones. */
  void requireClose(String what, Tensor actual, Tensor expected) {
    requireClose(what, actual, expected, scale(expected));
  }

  /** As the other, with the scale given. */
  void requireClose(String what, Tensor actual, Tensor expected, double scale) {
    assertThat(actual.size()).as("%s: number of elements", what).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      double b = expected.at(i);
      requireWithin(what, i, actual.at(i), b, relative * Math.max(Math.abs(b), floor * scale));
    }
  }

  /** Requires one number to be close. */
  void requireClose(String what, double actual, double expected) {
    requireWithin(what, 0, actual, expected, relative * Math.abs(expected));
  }

  /** Requires each element of logits, currents or the like to be close for the greatest of them. */
  void requireClose(String what, double[] actual, double[] expected) {
    int[] shape = {expected.length};
    assertThat(actual).as(what).hasSameSizeAs(expected);
    requireSameScale(what, Tensor.of(shape, actual), Tensor.of(shape, expected));
  }

  /** As {@link #requireClose}, with floor 1 and equal shapes. */
  void requireSameScale(String what, Tensor actual, Tensor expected) {
    requireSameScale(what, actual, expected, scale(expected));
  }

  private void requireSameScale(String what, Tensor actual, Tensor expected, double scale) {
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    for (int i = 0; i < expected.size(); i++) {
      requireWithin(what, i, actual.at(i), expected.at(i), relative * scale);
    }
  }

  /**
   * Each gradient relative to its own greatest element. The gradient of a threshold or leak is one
   * sum with terms of both signs, so it is held to the greatest one of its kind.
   */
  public void requireCloseGradients(Network network, Parameters actual, Parameters expected) {
    double greatest =
        expected.values().values().stream().mapToDouble(Tolerance::scale).max().orElse(0);
    for (ParameterSpec spec : network.parameterSpecs()) {
      double own = scale(expected.get(spec.name()));
      double kind =
          network.parameterSpecs().stream()
              .filter(other -> other.role().ofNeuron() && other.role() == spec.role())
              .mapToDouble(other -> scale(expected.get(other.name())))
              .max()
              .orElse(0);
      requireSameScale(
          "gradient of " + spec.name(),
          actual.get(spec.name()),
          expected.get(spec.name()),
          Math.max(LEAST_SHARE * greatest, Math.max(own, kind)));
    }
  }

  private static void requireWithin(
      String what, int i, double actual, double expected, double allowed) {
    if (!(Math.abs(actual - expected) <= allowed)) {
      throw new AssertionError(
          "%s: element %d is %s, expected %s, off by %s, allowed %s"
              .formatted(what, i, actual, expected, Math.abs(actual - expected), allowed));
    }
  }

  /** Requires exactly these spikes. */
  void requireEqual(String what, Tensor actual, Tensor expected) {
    assertThat(actual.size()).as("%s: number of elements", what).isEqualTo(expected.size());
    int different = 0;
    for (int i = 0; i < expected.size(); i++) {
      if (actual.at(i) != expected.at(i)) {
        different++;
      }
    }
    assertThat(different).as("%s: spikes that differ of %d", what, expected.size()).isZero();
  }
}
