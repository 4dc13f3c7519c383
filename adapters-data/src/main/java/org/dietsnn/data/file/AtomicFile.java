package org.dietsnn.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a file so that whoever looks, even after a crash or a power failure, finds the old
 * content or the new, never a part: the content is written beside it, forced to the disk, and moved
 * into place.
 */
public final class AtomicFile {
  private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything.
     *
     * @param channel an empty file, open for reading and writing
     */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Writes text in UTF-8; folders that are not there are made.
   *
   * @throws FailureException of kind INPUT_OUTPUT saying why it could not be written; the previous
   *     file is then untouched and nothing is left beside it
   */
  public static void write(Path file, String text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    write(
        file,
        bytes.remaining(),
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /**
   * Writes whatever the content writes; folders that are not there are made.
   *
   * @param bytes how many that will be, to be told if the disk is full
   * @throws FailureException of kind INPUT_OUTPUT saying why it could not be written; the previous
   *     file is then untouched and nothing is left beside it
   */
  public static void write(Path file, long bytes, Content content) {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot write %s: expected the name of a file, found a folder; choose another name"
              .formatted(file));
    }
    Path folder = target.getParent();
    try {
      // Not createDirectories alone: on JDK 17 it refuses a link to a folder.
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      AsideFiles aside = new AsideFiles(target);
      aside.deleteStale();
      replace(target, aside.path(UUID.randomUUID()), content);
      forceFolder(folder);
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw WriteFailure.of(file, bytes, e);
    }
  }

  /**
   * Removes a file, and what killed processes left beside it; whoever looks, even after a crash,
   * finds it as it was or not at all. Does nothing if it is not there.
   *
   * @throws FailureException of kind INPUT_OUTPUT if it cannot be removed
   */
  public static void delete(Path file) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (!Files.isDirectory(folder)) {
      return;
    }
    new AsideFiles(target).deleteStale();
    if (Files.isDirectory(target)) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot delete %s: expected a file, found a folder; choose another folder"
              .formatted(file));
    }
    try {
      if (Files.deleteIfExists(target)) {
        forceFolder(folder);
      }
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw undeletable(file, e);
    }
  }

  private static FailureException undeletable(Path file, Exception cause) {
    return new FailureException(
        FailureKind.INPUT_OUTPUT,
        "cannot delete %s: %s; check the permissions of its folder".formatted(file, cause),
        cause);
  }

  private static void replace(Path target, Path aside, Content content) throws IOException {
    boolean replaced = false;
    try {
      try (FileChannel channel =
          FileChannel.open(
              aside,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        if (!AsideFiles.lock(channel)) {
          LOG.debug("{} cannot be locked; another process may take it for a leftover", aside);
        }
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      replaced = true;
    } finally {
      if (!replaced) {
        discard(aside);
      }
    }
  }

  /** What stays is removed by the next write; why the content could not be written matters more. */
  private static void discard(Path aside) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException | ReadOnlyFileSystemException e) {
      LOG.debug("{} stays: {}", aside, e.toString());
    }
  }

  /** Makes the move itself survive a power failure where the system can do that (not Windows). */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException | ReadOnlyFileSystemException e) {
      LOG.debug("folder {} cannot be forced to disk: {}", folder, e.toString());
    }
  }
}
