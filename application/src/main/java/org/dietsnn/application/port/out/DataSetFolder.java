package org.dietsnn.application.port.out;

import java.nio.file.Path;
import org.dietsnn.application.dataset.FileState;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedFile;

/** The folder of a data set on this machine. */
public interface DataSetFolder {
  /** Holds a folder against other processes until it is closed. */
  interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Makes the folder if it is not there and holds it, so that two processes do not fetch the same
   * set into it at once.
   *
   * @throws org.dietsnn.application.failure.FailureException of kind UNAVAILABLE if another process
   *     holds it, INPUT_OUTPUT if it cannot be written to
   */
  Claim claim(Path folder, PublishedDataSet set);

  /**
   * Compares a file with the published one.
   *
   * @throws org.dietsnn.application.failure.FailureException of kind INPUT_OUTPUT if it is there
   *     and cannot be read
   */
  FileState inspect(Path file, PublishedFile published, ProgressListener progress);

  /**
   * Counts image files in and below a folder; 0 if there is no such folder.
   *
   * @throws org.dietsnn.application.failure.FailureException of kind INPUT_OUTPUT if a folder
   *     cannot be read
   */
  long countImages(Path folder, ProgressListener progress);

  /**
   * Unpacks an archive of a set and moves its files into place when all of them are there and have
   * the published checksums.
   *
   * @param folder the folder below which that of the set is made
   * @throws org.dietsnn.application.failure.FailureException of kind BAD_DATA if the archive holds
   *     anything but plain files below the folder of the set, more bytes than the set has, or other
   *     files than published; INPUT_OUTPUT if a file cannot be read or written
   */
  void unpack(Path archive, PublishedDataSet set, Path folder, ProgressListener progress);

  /**
   * Removes an archive that is unpacked.
   *
   * @throws org.dietsnn.application.failure.FailureException of kind INPUT_OUTPUT if it stays
   */
  void remove(Path archive);
}
