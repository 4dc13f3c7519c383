package org.dietsnn.data.published;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSetFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock file, whose lock the system takes away when the process is killed. */
final class FolderLock implements DataSetFolder.Claim {
  private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Holds a folder for a purpose.
   *
   * @throws FailureException of kind UNAVAILABLE if another process holds it
   */
  static FolderLock of(Path folder, String purpose) throws IOException {
    Path file = folder.resolve("." + purpose + ".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      held = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is held by this process", file);
    } finally {
      if (!held) {
        channel.close();
      }
    }
    if (!held) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "another process is fetching %s into %s; wait until it has ended"
              .formatted(purpose, folder));
    }
    return new FolderLock(file, channel);
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException | ReadOnlyFileSystemException e) {
      LOG.debug("{} stays: {}", file, e.toString());
    }
  }
}
