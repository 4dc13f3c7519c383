package org.dietsnn.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * How close a backend must come. A value a is close to the recorded b if
 *
 * <pre>  |a - b| &lt;= relative * max(|b|, floor * scale)</pre>
 *
 * where scale is the greatest |b| of its tensor (of all thresholds or all leaks, for one of those).
 * With floor 1 that is the maximum norm, with less it holds small elements to their own size.
 *
 * @param relative the tolerance
 * @param floor share of the scale below which elements are not held to their own size
 * @param surestDistance spikes must agree exactly if no U / theta of the recording is nearer to 1
 */
record Tolerance(double relative, double floor, double surestDistance) {

  /** For an engine that computes in this precision. */
  static Tolerance of(Precision precision) {
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
      double allowed = relative * Math.max(Math.abs(b), floor * scale);
      if (!(Math.abs(actual.at(i) - b) <= allowed)) {
        throw new AssertionError(
            "%s: element %d is %s, recorded %s, off by %s, allowed %s"
                .formatted(what, i, actual.at(i), b, Math.abs(actual.at(i) - b), allowed));
      }
    }
  }

  /** Requires one number to be close. */
  void requireClose(String what, double actual, double expected) {
    requireClose(
        what, Tensor.scalar(actual, Precision.FLOAT64), Tensor.scalar(expected, Precision.FLOAT64));
  }

  /** Requires exactly the recorded spikes. */
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
