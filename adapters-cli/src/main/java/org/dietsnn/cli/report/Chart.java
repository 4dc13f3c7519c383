package org.dietsnn.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A curve in letters: one column per value, or per group of values if they are many. */
public final class Chart {
  private static final int ROWS = 8;
  private static final int COLUMNS = 60;

  private Chart() {}

  /**
   * Draws a curve.
   *
   * @param title above the curve
   * @param values at least one, finite
   * @param axis name of the horizontal axis, which counts from 1
   */
  public static String of(String title, List<Double> values, String axis) {
    double low = values.stream().mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).max().orElse(1);
    double span = high > low ? high - low : 1;
    int columns = Math.min(COLUMNS, values.size());
    char[][] field = new char[ROWS][columns];
    for (char[] row : field) {
      Arrays.fill(row, ' ');
    }
    for (int c = 0; c < columns; c++) {
      double value = values.get(columns == 1 ? 0 : c * (values.size() - 1) / (columns - 1));
      int row = (int) Math.round((ROWS - 1) * (high - value) / span);
      field[row][c] = '*';
    }
    StringBuilder text = new StringBuilder(title).append(System.lineSeparator());
    for (int r = 0; r < ROWS; r++) {
      String label = r == 0 ? label(high) : r == ROWS - 1 ? label(low) : "";
      text.append("%8s |%s".formatted(label, new String(field[r])).stripTrailing())
          .append(System.lineSeparator());
    }
    return text.append("         +" + "-".repeat(columns))
        .append(String.format(Locale.ROOT, " %s %d", axis, values.size()))
        .toString();
  }

  private static String label(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
