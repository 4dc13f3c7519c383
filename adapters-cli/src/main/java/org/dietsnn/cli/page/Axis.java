package org.dietsnn.cli.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Places values along the width of a chart.
 *
 * @param low value at the left end
 * @param high value at the right end
 * @param logarithmic whether equal distances stand for equal quotients
 */
record Axis(double low, double high, boolean logarithmic) {
  /** Values further apart than this are shown on a logarithmic scale. */
  private static final double MANY = 20;

  private static final int TICKS = 4;

  /** An axis from 0, or by powers of ten where values are so different that some would vanish. */
  static Axis over(List<Double> values) {
    double least = values.stream().mapToDouble(v -> v).min().orElse(0);
    double greatest = values.stream().mapToDouble(v -> v).max().orElse(1);
    if (least > 0 && greatest > MANY * least) {
      return new Axis(powerBelow(least), powerAbove(greatest), true);
    }
    return fromZero(values);
  }

  /** An axis from 0, on which lengths can be compared. */
  static Axis fromZero(List<Double> values) {
    double greatest = values.stream().mapToDouble(v -> v).max().orElse(0);
    double step = step(greatest > 0 ? greatest : 1);
    return new Axis(0, step * Math.max(1, Math.ceil(greatest / step - 1e-9)), false);
  }

  private static double powerBelow(double value) {
    return Math.pow(10, Math.floor(Math.log10(value)));
  }

  private static double powerAbove(double value) {
    return Math.pow(10, Math.ceil(Math.log10(value)));
  }

  /** A round number of which a few make up the greatest value. */
  private static double step(double greatest) {
    double power = powerBelow(greatest / TICKS);
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power * TICKS >= greatest) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Where a value lies, in [0, 1]. */
  double place(double value) {
    double share =
        logarithmic
            ? Math.log10(value / low) / Math.log10(high / low)
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, share));
  }

  /** The values that are written below the chart. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double tick = low; tick <= high * 1.001; tick *= 10) {
        ticks.add(tick);
      }
    } else {
      double step = step(high);
      for (int t = 0; t * step <= high * 1.001; t++) {
        ticks.add(t * step);
      }
    }
    return ticks;
  }
}
