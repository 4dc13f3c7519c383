package org.dietsnn.data.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/** Puts what the system says about a failed write into words that help. */
public final class WriteFailure {
  /** Linux: "No space left on device", "Disk quota exceeded"; Windows: "not enough space". */
  private static final Pattern FULL = Pattern.compile("space|quota");

  private static final Pattern FORBIDDEN = Pattern.compile("permission|read-only|not permitted");

  private WriteFailure() {}

  /**
   * The failure to tell.
   *
   * @param file what was to be written
   * @param bytes how many
   * @param cause what the system said: an IOException, or that the file system is read-only
   */
  public static FailureException of(Path file, long bytes, Exception cause) {
    return new FailureException(
        FailureKind.INPUT_OUTPUT,
        "cannot write " + file + ": " + reason(file, bytes, told(file, cause)),
        cause);
  }

  /** Of file systems other than those of the machine, in the words of Linux. */
  private static IOException told(Path file, Exception cause) {
    if (cause instanceof IOException told) {
      return told;
    }
    return cause instanceof ReadOnlyFileSystemException
        ? new FileSystemException(file.toString(), null, "Read-only file system")
        : new IOException(cause.getMessage(), cause);
  }

  private static String reason(Path file, long bytes, IOException cause) {
    Path folder = file.toAbsolutePath().getParent();
    String said = words(cause);
    if (cause instanceof AccessDeniedException || matches(FORBIDDEN, said)) {
      return "folder %s is not writable; change its permissions or choose another folder"
          .formatted(folder);
    }
    if (cause instanceof FileAlreadyExistsException exists) {
      return "%s is a file where a folder is expected; choose another folder"
          .formatted(exists.getFile());
    }
    if (cause instanceof ClosedByInterruptException) {
      return "interrupted; the file is as it was before";
    }
    Optional<Long> free = free(folder);
    // A failure of the bytes themselves in words not known here, for example in another language.
    boolean tooMuch = !(cause instanceof FileSystemException) && free.orElse(bytes) < bytes;
    if (matches(FULL, said) || tooMuch) {
      return String.format(
          Locale.ROOT,
          "the disk is full: %d bytes are needed%s in folder %s; make room and run again",
          bytes,
          free.map(f -> ", " + f + " are free").orElse(""),
          folder);
    }
    return said + "; the file is as it was before";
  }

  private static boolean matches(Pattern pattern, String said) {
    return pattern.matcher(said.toLowerCase(Locale.ROOT)).find();
  }

  private static String words(IOException cause) {
    String reason =
        cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }

  private static Optional<Long> free(Path folder) {
    try {
      return Optional.of(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
