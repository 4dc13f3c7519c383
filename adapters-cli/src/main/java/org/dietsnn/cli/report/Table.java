package org.dietsnn.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table for a fixed-width font: numbers to the right, words to the left, two spaces between. */
public final class Table {
  private static final String NUMBER =
      "[-+]?[0-9][0-9.,]*(e[-+][0-9]+)?( [-+x%] ?.*)?|[0-9. ]+(-|to) [0-9. ]+|-";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /** An empty table; units belong into the header. A line break makes a header of two lines. */
  public Table(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row with as many cells as the header. A line break makes a cell of several lines. */
  public Table row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "row of %d cells in a table of %d columns",
              cells.length,
              header.size()));
    }
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    int lines = lines(header);
    List<List<String>> all = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      all.add(headerLine(line, lines));
    }
    for (List<String> row : rows) {
      for (int line = 0; line < lines(row); line++) {
        all.add(rowLine(row, line));
      }
    }
    int[] widths = new int[header.size()];
    for (List<String> row : all) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < all.size(); r++) {
      append(text, all.get(r), widths);
      if (r == lines - 1) {
        append(text, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
      }
    }
    return text.toString().stripTrailing();
  }

  private static int lines(List<String> cells) {
    return cells.stream().mapToInt(cell -> Math.max(1, (int) cell.lines().count())).max().orElse(1);
  }

  private static List<String> rowLine(List<String> row, int line) {
    return row.stream().map(cell -> cell.lines().skip(line).findFirst().orElse("")).toList();
  }

  private List<String> headerLine(int line, int lines) {
    List<String> cells = new ArrayList<>();
    for (String title : header) {
      List<String> parts = title.lines().toList();
      int part = line - (lines - parts.size());
      cells.add(part < 0 ? "" : parts.get(part));
    }
    return cells;
  }

  private void append(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String padding = " ".repeat(widths[c] - cells.get(c).length());
      line.append(c == 0 ? "" : "  ");
      line.append(numeric(c) ? padding + cells.get(c) : cells.get(c) + padding);
    }
    text.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }

  private boolean numeric(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches(NUMBER));
  }
}
