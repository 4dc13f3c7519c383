package org.dietsnn.cli.report;

import java.util.Map;
import java.util.stream.Collectors;

/** Devices as text. */
public final class DevicesTable {
  private static final String NEWLINE = System.lineSeparator();
  private static final int WIDTH = 56;

  private DevicesTable() {}

  /** The table, which backend is taken, and what to type next. */
  public static String of(DevicesReport report) {
    Table table = new Table("backend", "usable", "preference", "device", "why");
    for (DevicesReport.Backend backend : report.backends()) {
      table.row(
          backend.name(),
          backend.usable() ? "yes" : "no",
          backend.preference() == null ? "-" : backend.preference().toString(),
          wrapped(backend.device()),
          wrapped(why(backend)));
    }
    return table
        + NEWLINE
        + NEWLINE
        + (report.chosen() == null
            ? "None is usable, so nothing can be computed here."
            : "Without --backend, %s is taken.".formatted(report.chosen()))
        + NEWLINE
        + "Next: "
        + report.next();
  }

  private static String why(DevicesReport.Backend backend) {
    String details =
        backend.details().entrySet().stream()
            .map(Map.Entry::toString)
            .collect(Collectors.joining(", "));
    return details.isEmpty()
        ? backend.reason()
        : backend.reason().isEmpty() ? details : backend.reason() + "; " + details;
  }

  /** Lines of at most so many characters, unless a word is longer. */
  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.strip().split("\\s+")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append('\n');
        column = 0;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
