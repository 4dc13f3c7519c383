package org.dietsnn.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as reports print them. */
public final class Figures {
  private Figures() {}

  /** A share in percent, two digits behind the point. */
  public static String percent(double share) {
    return fixed(100 * share, 2);
  }

  /** So many digits behind the point. */
  public static String fixed(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "-";
  }

  /** Two significant digits with an exponent, for what ranges over many powers of ten. */
  public static String scientific(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }

  /** Four significant digits without an exponent. */
  public static String significant(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    if (Math.abs(value) >= 1000) {
      return fixed(value, 0);
    }
    return value == 0 ? "0" : new BigDecimal(value, new MathContext(4)).toPlainString();
  }
}
