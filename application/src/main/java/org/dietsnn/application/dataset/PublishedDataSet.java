package org.dietsnn.application.dataset;

import java.util.List;

/**
 * A data set as its authors publish it.
 *
 * @param name by which users choose it
 * @param title what it holds, in a few words
 * @param page where its authors describe it and its terms
 * @param access how it is had
 * @param downloads the published files
 * @param folder the folder that holds its files, below the one that a user names; empty if bundled
 * @param contents the files in that folder: for an archive what comes out of it, otherwise the
 *     downloads themselves
 * @param images how many, by the name of the sub-folder that holds them; empty unless every image
 *     is a file of its own
 */
public record PublishedDataSet(
    String name,
    String title,
    String page,
    Access access,
    List<PublishedFile> downloads,
    String folder,
    List<PublishedFile> contents,
    List<ImageCount> images) {

  /** How a data set is had. */
  public enum Access {
    /** It is part of the program. */
    BUNDLED,
    /** Anybody can download it. */
    OPEN,
    /** Its authors ask for a registration first. */
    REGISTRATION
  }

  /** So many image files lie in or below a sub-folder. */
  public record ImageCount(String folder, long files) {}

  public PublishedDataSet {
    downloads = List.copyOf(downloads);
    contents = List.copyOf(contents);
    images = List.copyOf(images);
  }

  /** Whether the download is an archive that has to be unpacked. */
  public boolean packed() {
    return !downloads.equals(contents);
  }

  /** Bytes to download. */
  public long downloadBytes() {
    return downloads.stream().mapToLong(PublishedFile::size).sum();
  }

  /** Bytes of the files in its folder. */
  public long contentBytes() {
    return contents.stream().mapToLong(PublishedFile::size).sum();
  }
}
