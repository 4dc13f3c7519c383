package org.dietsnn.data.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.data.file.AtomicFile;
import org.dietsnn.data.file.WriteFailure;
import org.dietsnn.data.hash.FileDigest;

/**
 * A file that is being fetched: its bytes so far lie beside it, together with the server's mark of
 * the version they are of, so that another process can go on with them.
 */
final class PartialFile {
  private static final int LONGEST_MARK = 1000;

  private final Path target;
  private final PublishedFile file;
  private final Path part;
  private final Path mark;

  PartialFile(Path target, PublishedFile file) {
    this.target = target;
    this.file = file;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.mark = target.resolveSibling(target.getFileName() + ".part.version");
  }

  Path target() {
    return target;
  }

  /** Bytes so far; more than the published ones count as none. */
  long length() {
    try {
      long length = Files.isRegularFile(part) ? Files.size(part) : 0;
      return length > file.size() ? 0 : length;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** What the server called the version that these bytes are of, in an If-Range header. */
  Optional<String> version() {
    try {
      return Files.isRegularFile(mark) && Files.size(mark) <= LONGEST_MARK
          ? Optional.of(new String(Files.readAllBytes(mark), UTF_8))
              .filter(text -> text.matches("[\\x20-\\x7e]+"))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Throws away what there is and begins with a version. */
  FileChannel begin(Optional<String> version) {
    discard();
    version
        .filter(text -> text.length() <= LONGEST_MARK)
        .ifPresent(text -> AtomicFile.write(mark, text));
    return open(StandardOpenOption.CREATE);
  }

  /** Goes on at the end. */
  FileChannel goOn() {
    return open(StandardOpenOption.APPEND);
  }

  private FileChannel open(StandardOpenOption how) {
    try {
      Path folder = target.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      return FileChannel.open(part, how, StandardOpenOption.WRITE);
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw unwritable(e);
    }
  }

  /** Writes the next bytes. */
  void append(FileChannel channel, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw unwritable(e);
    }
  }

  /** Closes the file when no more bytes come. */
  void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  void discard() {
    AtomicFile.delete(part);
    AtomicFile.delete(mark);
  }

  /** Whether all bytes are there and are the published ones. */
  boolean isRight() {
    return length() == file.size() && digest().equals(file.checksum().hex());
  }

  /**
   * Gives the file its name.
   *
   * @throws FailureException of kind BAD_DATA if it is not the published one; it is then thrown
   *     away
   */
  void complete(URI from) {
    String found = digest();
    if (!found.equals(file.checksum().hex())) {
      discard();
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s sent another %s than published and it was thrown away: expected %s, found %s; try again, or another address by --from"
              .formatted(from, file.name(), file.checksum(), found));
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw unwritable(e);
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw unwritable(e);
    }
    AtomicFile.delete(mark);
  }

  private String digest() {
    try {
      return FileDigest.of(part, file.checksum().algorithm(), done -> {});
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private FailureException unwritable(Exception cause) {
    return WriteFailure.of(part, file.size(), cause);
  }

  private FailureException unreadable(IOException cause) {
    return new FailureException(
        FailureKind.INPUT_OUTPUT,
        "cannot read %s: %s; check its permissions and the disk".formatted(part, cause),
        cause);
  }
}
