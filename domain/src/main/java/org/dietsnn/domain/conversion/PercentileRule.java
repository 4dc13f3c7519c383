package org.dietsnn.domain.conversion;

/**
 * Which order statistic of a layer's input currents stands for its largest current: the k-th
 * smallest of n with
 *
 * <pre>k = 1 + round(0.01 q (n - 1)),</pre>
 *
 * rounding half to even, without interpolation; negative currents count. As the authors' code has
 * it.
 *
 * @param q percentile in [0, 100]; 99.7 in DIET-SNN
 */
public record PercentileRule(double q) {
  public PercentileRule {
    if (!(q >= 0 && q <= 100)) {
      throw new IllegalArgumentException("percentile " + q + ", must be in [0, 100]");
    }
  }

  /** The 99.7 percentile of DIET-SNN. */
  public static PercentileRule standard() {
    return new PercentileRule(99.7);
  }

  /**
   * The rank k among n values, 1 for the smallest.
   *
   * @throws IllegalArgumentException if there are no values
   */
  public int rank(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("a percentile needs at least one value, found " + n);
    }
    return 1 + (int) Math.rint(.01 * q * (n - 1));
  }
}
