package org.dietsnn.application.port.in;

import java.nio.file.Path;
import org.dietsnn.application.format.FileDescription;

/** Says what is in a file of a network, whatever its format. */
public interface InspectFile {
  /**
   * Finds the format by the content of the file and describes what is in it.
   *
   * @throws org.dietsnn.application.failure.FailureException if the file is not there, is of no
   *     known format, or is damaged
   */
  FileDescription inspect(Path file);
}
