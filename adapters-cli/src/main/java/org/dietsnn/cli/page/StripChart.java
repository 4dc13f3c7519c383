package org.dietsnn.cli.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A chart of one strip per row: a bar up to its value, or where there are several values a dot for
 * each, with a thick mark at their median. Lengths across are percentages and letters keep their
 * size, so that it fits a phone as well as a wide screen.
 *
 * @param title says what is shown, for those who do not see it
 * @param axis along the width
 * @param rows from top to bottom
 */
record StripChart(String title, Axis axis, List<Row> rows) {
  private static final int ROW = 46;
  private static final int STRIP = 30;
  private static final int FOOT = 24;

  /** Left and right of the axis, in percent of the width, so that dots at its ends are whole. */
  private static final double MARGIN = 1.5;

  /**
   * One strip.
   *
   * @param label before the value
   * @param text the value as it is written
   * @param mark the value
   * @param dots single values; empty for a bar
   */
  record Row(String label, String text, double mark, List<Double> dots) {}

  /** The chart as an element of a page. */
  String svg() {
    int height = ROW * rows.size() + FOOT;
    StringBuilder svg =
        new StringBuilder(
            "<svg class=\"chart\" role=\"img\" width=\"100%%\" height=\"%d\" aria-label=\"%s\">\n"
                .formatted(height, Html.escaped(inWords())));
    List<Double> ticks = axis.ticks();
    for (int t = 0; t < ticks.size(); t++) {
      tick(svg, ticks.get(t), t == 0 ? "start" : t == ticks.size() - 1 ? "end" : "middle");
    }
    for (int r = 0; r < rows.size(); r++) {
      row(svg, rows.get(r), r * ROW);
    }
    return svg.append("</svg>\n").toString();
  }

  private String inWords() {
    return title
        + ": "
        + rows.stream()
            .map(row -> row.label() + " " + row.text())
            .collect(Collectors.joining("; "));
  }

  private void tick(StringBuilder svg, double value, String anchor) {
    int foot = ROW * rows.size();
    svg.append(
        line("grid", x(value), x(value), 0, foot)
            + "<text class=\"tick\" x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
                .formatted(x(value), foot + 16, anchor, written(value)));
  }

  /** A round number without the zeros behind its point. */
  private static String written(double value) {
    return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  private void row(StringBuilder svg, Row row, int top) {
    int middle = top + STRIP;
    svg.append(
        "<text x=\"0\" y=\"%d\"><tspan class=\"label\">%s</tspan> %s</text>\n"
            .formatted(top + 16, Html.escaped(row.label()), Html.escaped(row.text())));
    if (row.dots().isEmpty()) {
      svg.append(
          "<rect class=\"bar\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"12\" rx=\"2\"/>\n"
              .formatted(
                  x(axis.low()),
                  middle - 6,
                  percent(Math.max(0.3, (100 - 2 * MARGIN) * axis.place(row.mark())))));
      return;
    }
    double least = row.dots().stream().mapToDouble(v -> v).min().orElse(row.mark());
    double greatest = row.dots().stream().mapToDouble(v -> v).max().orElse(row.mark());
    svg.append(line("range", x(least), x(greatest), middle, middle));
    for (double dot : row.dots()) {
      svg.append("<circle class=\"dot\" cx=\"%s\" cy=\"%d\" r=\"4\"/>\n".formatted(x(dot), middle));
    }
    svg.append(line("median", x(row.mark()), x(row.mark()), middle - 9, middle + 9));
  }

  private String x(double value) {
    return percent(MARGIN + (100 - 2 * MARGIN) * axis.place(value));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  private static String line(String style, String x1, String x2, int y1, int y2) {
    return "<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>\n"
        .formatted(style, x1, x2, y1, y2);
  }
}
