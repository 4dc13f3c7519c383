package org.dietsnn.benchmarks.measurement;

import java.util.Locale;

/**
 * What a ratio has to reach.
 *
 * @param value the bar; NaN for none
 * @param atLeast whether the ratio must be at least this, or else at most
 */
public record Bar(double value, boolean atLeast) {
  /** No bar. */
  public static final Bar NONE = new Bar(Double.NaN, true);

  /** The ratio must be at least so much. */
  public static Bar atLeast(double value) {
    return new Bar(value, true);
  }

  /** The ratio must be at most so much. */
  public static Bar atMost(double value) {
    return new Bar(value, false);
  }

  /** Whether there is one. */
  public boolean exists() {
    return !Double.isNaN(value);
  }

  /** Whether a ratio reaches it; no bar is always reached. */
  public boolean met(double ratio) {
    return !exists() || (atLeast ? ratio >= value : ratio <= value);
  }

  @Override
  public String toString() {
    return exists() ? String.format(Locale.ROOT, "%s %.2f", atLeast ? ">=" : "<=", value) : "-";
  }
}
