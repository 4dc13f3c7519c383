package org.dietsnn.benchmarks.contest;

import java.util.Arrays;

/**
 * Seconds per step of two contestants, round by round.
 *
 * @param a of the first; not modified
 * @param b of the second; not modified
 */
public record Timings(double[] a, double[] b) {

  /** Median seconds per step of the first. */
  public double medianA() {
    return median(a);
  }

  /** Median seconds per step of the second. */
  public double medianB() {
    return median(b);
  }

  /** How many times quicker the first is: the ratio of the medians. */
  public double speedup() {
    return medianB() / medianA();
  }

  /** The least speed-up in a pair of neighbouring rounds. */
  public double leastSpeedup() {
    return Arrays.stream(speedups()).min().orElseThrow();
  }

  /** The greatest speed-up in a pair of neighbouring rounds. */
  public double greatestSpeedup() {
    return Arrays.stream(speedups()).max().orElseThrow();
  }

  private double[] speedups() {
    double[] speedups = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      speedups[i] = b[i] / a[i];
    }
    return speedups;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
