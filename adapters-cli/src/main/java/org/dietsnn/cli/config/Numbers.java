package org.dietsnn.cli.config;

import java.math.BigDecimal;

/** Numbers as people write them in configuration files. */
final class Numbers {
  private Numbers() {}

  /** Without exponent and trailing zeros, for example {@code 0.0005}. */
  static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
