package org.dietsnn.application.port.out;

import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.run.Checkpoint;

/** Writes networks into files of one format that other programs read. */
public interface ExportFormat {
  /** What users call it, for example {@code nir}. */
  String name();

  /** How names of its files end, without the dot. */
  String extension();

  /**
   * Writes a network; an existing file is replaced. Written aside and moved into place.
   *
   * @return what a user of the file should know, one sentence each: what the format does not carry
   * @throws org.dietsnn.application.failure.FailureException of kind USAGE if the format cannot
   *     hold such a network, INPUT_OUTPUT if the file cannot be written; the previous file is then
   *     untouched
   */
  List<String> write(Path file, Checkpoint checkpoint);
}
