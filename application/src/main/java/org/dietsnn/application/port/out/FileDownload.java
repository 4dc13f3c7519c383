package org.dietsnn.application.port.out;

import java.net.URI;
import java.nio.file.Path;
import org.dietsnn.application.dataset.PublishedFile;

/** Fetches published files. */
public interface FileDownload {
  /**
   * Fetches a file. What was fetched before and then interrupted is gone on with. The file appears
   * under its name when all its bytes are there and its checksum is right, not before.
   *
   * @param file what it must be
   * @param from where to fetch it
   * @param into the file to write
   * @throws org.dietsnn.application.failure.FailureException of kind UNAVAILABLE if the server
   *     cannot be reached or refuses, BAD_DATA if it sends something else, INPUT_OUTPUT if the file
   *     cannot be written
   */
  void download(PublishedFile file, URI from, Path into, ProgressListener progress);
}
