package org.dietsnn.data.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.hash.Sha256;

/**
 * Gives the list of a folder's image files: the one kept from an earlier start if none of its
 * folders has changed since, else a new one. A change is noticed by the times of the folders, which
 * change when a file is added, removed or renamed, not when one is overwritten.
 */
public final class Listing {
  /** Fewer files are walked in no time, and a list of them is not kept unasked. */
  private static final int WORTH_KEEPING = 10_000;

  private final Optional<Path> wanted;
  private final Path folder;

  /**
   * Lists kept in a folder.
   *
   * @param folder where; empty for the user's cache, {@code $XDG_CACHE_HOME/dietsnn/files} or
   *     {@code ~/.cache/dietsnn/files}, and only if they are long
   */
  public Listing(Optional<Path> folder) {
    this.wanted = folder;
    this.folder = folder.orElseGet(Listing::cache);
  }

  /**
   * The image files below a folder.
   *
   * @throws FailureException if it cannot be listed, or a link leads out of it
   */
  public FileList of(Path root, ProgressListener progress) {
    Path real = real(root);
    Path kept = folder.resolve(hash(real) + ".files");
    Optional<FileList> before = ListingFile.read(kept, real);
    if (before.isPresent() && unchanged(before.get())) {
      return before.get();
    }
    before.ifPresent(list -> progress.notice(real + " has changed and is listed anew"));
    FileList list = FolderWalk.list(real, progress);
    if (wanted.isPresent() || list.size() >= WORTH_KEEPING) {
      keep(kept, list, progress);
    }
    return list;
  }

  private void keep(Path file, FileList list, ProgressListener progress) {
    try {
      ListingFile.write(file, list);
      progress.notice(String.format(Locale.ROOT, "List of %d files kept in %s", list.size(), file));
    } catch (FailureException e) {
      if (wanted.isPresent()) {
        throw e;
      }
      progress.notice(
          "The list of files cannot be kept, so that the next start takes as long: "
              + e.getMessage());
    }
  }

  private static boolean unchanged(FileList list) {
    for (ListedFolder listed : list.folders()) {
      try {
        Path path = list.root().resolve(listed.path());
        if (Files.getLastModifiedTime(path).toMillis() != listed.modified()) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  private static Path real(Path root) {
    try {
      return root.toRealPath();
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT, "cannot open folder %s: %s".formatted(root, e), e);
    }
  }

  private static Path cache() {
    String given = System.getenv("XDG_CACHE_HOME");
    Path base =
        given == null || given.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(given);
    return base.resolve("dietsnn").resolve("files");
  }

  private static String hash(Path path) {
    MessageDigest digest = Sha256.begin();
    digest.update(path.toString().getBytes(UTF_8));
    return Sha256.end(digest).substring(0, 32);
  }
}
