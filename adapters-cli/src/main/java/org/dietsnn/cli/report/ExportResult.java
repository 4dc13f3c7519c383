package org.dietsnn.cli.report;

import java.util.List;

/**
 * What became of an export.
 *
 * @param checkpoint what was exported
 * @param file where to
 * @param format name of its format
 * @param notes what a user of the file should know
 * @param next a command to go on with
 */
public record ExportResult(
    String checkpoint, String file, String format, List<String> notes, String next) {

  /** The result as text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("Exported ").append(checkpoint).append(" as ").append(format).append(": ");
    text.append(file).append(System.lineSeparator());
    notes.forEach(note -> text.append("Note: ").append(note).append(System.lineSeparator()));
    return text.append("Next: ").append(next).toString();
  }
}
