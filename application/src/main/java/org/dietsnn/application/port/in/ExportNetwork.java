package org.dietsnn.application.port.in;

/** Writes a network into a file that other programs read. */
public interface ExportNetwork {
  /**
   * Writes the file.
   *
   * @throws org.dietsnn.application.failure.FailureException of kind USAGE if the format is not
   *     known, cannot hold the network, or the file is there and may not be replaced; INPUT_OUTPUT
   *     if it cannot be written
   */
  ExportedFile export(ExportCommand command);
}
