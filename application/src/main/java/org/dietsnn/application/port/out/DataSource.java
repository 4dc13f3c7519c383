package org.dietsnn.application.port.out;

import java.nio.file.Path;
import java.util.Optional;

/** Knows how to read one kind of data set. */
public interface DataSource {
  /** The name by which users choose it, for example {@code cifar10}. */
  String name();

  /** Whether the folder looks like this kind of data set; empty means: needs no folder. */
  boolean recognises(Optional<Path> folder);

  /**
   * Opens the data set in the usual way.
   *
   * @param folder where it lies; ignored by bundled sets
   * @throws org.dietsnn.application.failure.FailureException if files are missing, truncated, too
   *     long, or hold labels out of range
   */
  DataSet open(Optional<Path> folder);

  /**
   * Opens the data set as the user wants it; sets whose images have one size are always the same.
   *
   * @param options what is wanted of image files
   * @param progress told about long work such as listing a million files
   */
  default DataSet open(Optional<Path> folder, ImageOptions options, ProgressListener progress) {
    return open(folder);
  }
}
