package org.dietsnn.application.port.in;

import java.nio.file.Path;
import java.util.List;

/**
 * The result of an export.
 *
 * @param file the file
 * @param format name of its format
 * @param notes what a user of the file should know, one sentence each
 */
public record ExportedFile(Path file, String format, List<String> notes) {
  public ExportedFile {
    notes = List.copyOf(notes);
  }
}
