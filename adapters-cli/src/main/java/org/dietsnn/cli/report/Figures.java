package org.dietsnn.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as reports print them. */
final class Figures {
  private Figures() {}

  static String percent(double share) {
    return fixed(100 * share, 2);
  }

  static String fixed(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "-";
  }

  /** Four significant digits without an exponent. */
  static String significant(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    if (Math.abs(value) >= 1000) {
      return fixed(value, 0);
    }
    return value == 0 ? "0" : new BigDecimal(value, new MathContext(4)).toPlainString();
  }
}
