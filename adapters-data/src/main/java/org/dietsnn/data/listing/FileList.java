package org.dietsnn.data.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * All image files below one folder: folder by folder, in the order of their names. Takes some 25
 * bytes per file, so that a million of them fit into any heap.
 */
public final class FileList {
  private final Path root;
  private final List<ListedFolder> folders;
  private final byte[] names;
  private final int[] ends;
  private final String fingerprint;

  /**
   * A list.
   *
   * @param root the listed folder
   * @param folders in order, the listed one first
   * @param names names of all files one after the other, UTF-8; shared
   * @param ends where each name ends in names; shared
   * @param fingerprint SHA-256 of all paths and sizes
   */
  FileList(Path root, List<ListedFolder> folders, byte[] names, int[] ends, String fingerprint) {
    this.root = root;
    this.folders = List.copyOf(folders);
    this.names = names;
    this.ends = ends;
    this.fingerprint = fingerprint;
  }

  /** The listed folder. */
  public Path root() {
    return root;
  }

  /** The number of files. */
  public int size() {
    return ends.length;
  }

  /** Names of the class folders in order: the folders directly in the listed one. */
  public List<String> classes() {
    return folders.stream()
        .map(ListedFolder::path)
        .filter(path -> !path.isEmpty() && path.indexOf('/') < 0)
        .toList();
  }

  /** The class folder that a file lies in; -1 for one that lies in none. */
  public int label(int file) {
    return folder(file).label();
  }

  /** A file's name without its folder. */
  public String name(int file) {
    Objects.checkIndex(file, ends.length);
    int start = file == 0 ? 0 : ends[file - 1];
    return new String(names, start, ends[file] - start, UTF_8);
  }

  /** Where a file lies within the listed folder, with slashes. */
  public String relative(int file) {
    String folder = folder(file).path();
    return folder.isEmpty() ? name(file) : folder + "/" + name(file);
  }

  /** Where a file lies. */
  public Path path(int file) {
    return root.resolve(relative(file));
  }

  /** SHA-256 of the paths and sizes of all files in hexadecimal. */
  public String fingerprint() {
    return fingerprint;
  }

  private ListedFolder folder(int file) {
    int low = 0;
    int high = folders.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (folders.get(middle).firstFile() <= file) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return folders.get(low);
  }

  List<ListedFolder> folders() {
    return folders;
  }

  byte[] names() {
    return names;
  }

  int[] ends() {
    return ends;
  }
}
