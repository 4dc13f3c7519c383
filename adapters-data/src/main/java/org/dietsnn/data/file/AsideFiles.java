package org.dietsnn.data.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files beside a target into which its next content is written. Whoever writes one holds a lock
 * on it, which the system takes away when the process is killed: one without a lock is a leftover.
 */
final class AsideFiles {
  private static final Logger LOG = LoggerFactory.getLogger(AsideFiles.class);
  private static final String SUFFIX = ".tmp";
  private static final int ID_LENGTH = new UUID(0, 0).toString().length();

  private final Path target;
  private final String prefix;

  AsideFiles(Path target) {
    this.target = target;
    this.prefix = "." + target.getFileName() + ".";
  }

  Path path(UUID id) {
    return target.resolveSibling(prefix + id + SUFFIX);
  }

  /** Whether this process now holds the lock of a file; it does until the channel is closed. */
  static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException | ReadOnlyFileSystemException e) {
      return false;
    }
  }

  /** Removes what killed processes left; what cannot be removed is left alone. */
  void deleteStale() {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(target.getParent(), this::isAside)) {
      for (Path aside : found) {
        if (isUnlocked(aside) && Files.deleteIfExists(aside)) {
          LOG.info("removed {}, left by a run that was killed while saving", aside);
        }
      }
    } catch (IOException | DirectoryIteratorException | ReadOnlyFileSystemException e) {
      LOG.debug("leftovers beside {} stay: {}", target, e.toString());
    }
  }

  private boolean isAside(Path path) {
    String name = path.getFileName().toString();
    return name.length() == prefix.length() + ID_LENGTH + SUFFIX.length()
        && name.startsWith(prefix)
        && name.endsWith(SUFFIX);
  }

  private static boolean isUnlocked(Path aside) throws IOException {
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      return lock(channel);
    }
  }
}
