package org.dietsnn.data.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/**
 * Whether something is there. Unlike {@link Files#exists}, what cannot be looked at does not count
 * as absent: a run would begin anew over the one that a disk hides for a moment.
 */
public final class Presence {
  private Presence() {}

  /**
   * Whether there is a file or folder.
   *
   * @throws FailureException of kind INPUT_OUTPUT if that cannot be found out
   */
  public static boolean of(Path path) {
    return attributes(path).isPresent();
  }

  /**
   * Whether there is a file that is no folder.
   *
   * @throws FailureException of kind INPUT_OUTPUT if that cannot be found out
   */
  public static boolean ofFile(Path path) {
    return attributes(path).filter(BasicFileAttributes::isRegularFile).isPresent();
  }

  /**
   * Whether there is a folder.
   *
   * @throws FailureException of kind INPUT_OUTPUT if that cannot be found out
   */
  public static boolean ofFolder(Path path) {
    return attributes(path).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  private static Optional<BasicFileAttributes> attributes(Path path) {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (belowAFile(e)) {
        return Optional.empty();
      }
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot look at %s: %s; check its permissions and the disk".formatted(path, e),
          e);
    }
  }

  /** Linux and macOS: what lies below a file is not there. */
  private static boolean belowAFile(IOException e) {
    return e instanceof FileSystemException system
        && system.getReason() != null
        && system.getReason().toLowerCase(Locale.ROOT).contains("not a directory");
  }
}
