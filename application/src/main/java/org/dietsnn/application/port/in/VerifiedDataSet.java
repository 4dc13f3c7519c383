package org.dietsnn.application.port.in;

import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.dataset.FileState;
import org.dietsnn.application.dataset.PublishedDataSet;

/**
 * What a data set on this machine is, compared with the published one.
 *
 * @param set which it is
 * @param folder where its files lie
 * @param parts its files, or counts of them
 */
public record VerifiedDataSet(PublishedDataSet set, Path folder, List<Part> parts) {
  public VerifiedDataSet {
    parts = List.copyOf(parts);
  }

  /**
   * One file, or all images of a folder.
   *
   * @param name of the file or folder
   * @param expected bytes of the file, or number of images
   * @param unit what is counted: {@code bytes} or {@code images}
   * @param check what it was compared by
   * @param state what was found
   */
  public record Part(String name, long expected, String unit, String check, FileState state) {}

  /** How many parts are not as published. */
  public long faults() {
    return parts.stream().filter(part -> !part.state().isIntact()).count();
  }
}
