package org.dietsnn.data.archive;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an archive's entry, found to lead to one place in one folder.
 *
 * @param file the name in the folder; empty for the folder itself
 */
record EntryName(String file) {
  private static final int MOST_LETTERS = 200;

  /**
   * A name that means one file on every system: no separators of any system, no drive letters, no
   * control characters, not hidden, and neither of the two names that mean folders.
   */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_. +-]*");

  /**
   * Reads a name; empty if it leads anywhere else than directly into the folder.
   *
   * @param name as it stands in the archive
   * @param folder the one folder that the archive may fill
   */
  static Optional<EntryName> of(String name, String folder) {
    String path = name.startsWith("./") ? name.substring(2) : name;
    if (path.equals(folder) || path.equals(folder + "/")) {
      return Optional.of(new EntryName(""));
    }
    if (!path.startsWith(folder + "/")) {
      return Optional.empty();
    }
    String file = path.substring(folder.length() + 1);
    return file.length() <= MOST_LETTERS && PLAIN.matcher(file).matches()
        ? Optional.of(new EntryName(file))
        : Optional.empty();
  }

  boolean isFolderItself() {
    return file.isEmpty();
  }
}
