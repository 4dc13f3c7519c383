package org.dietsnn.application.port.in;

import java.nio.file.Path;
import java.util.Optional;
import org.dietsnn.application.port.out.ProgressListener;

/** Compares a data set on this machine with what its authors published. */
public interface VerifyDataSet {
  /**
   * Looks at every file; changes nothing.
   *
   * @param folder that of the set, or the one above it
   * @param name of the set; empty to find out from the files
   * @throws org.dietsnn.application.failure.FailureException of kind MISSING_INPUT if the folder is
   *     not there or holds no file of a known set, USAGE if no set has that name, INPUT_OUTPUT if a
   *     file cannot be read
   */
  VerifiedDataSet verify(Path folder, Optional<String> name, ProgressListener progress);
}
