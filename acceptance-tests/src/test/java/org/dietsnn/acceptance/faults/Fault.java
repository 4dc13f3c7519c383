package org.dietsnn.acceptance.faults;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** What a disk may answer instead of doing what it is told. */
enum Fault {
  NO_SPACE(true) {
    @Override
    void strike(Path path) throws IOException {
      throw new IOException("No space left on device");
    }
  },
  BROKEN(false) {
    @Override
    void strike(Path path) throws IOException {
      throw new FileSystemException(String.valueOf(path), null, "Input/output error");
    }
  },
  FORBIDDEN(false) {
    @Override
    void strike(Path path) throws IOException {
      throw new AccessDeniedException(String.valueOf(path));
    }
  },
  READ_ONLY(true) {
    @Override
    void strike(Path path) {
      throw new ReadOnlyFileSystemException();
    }
  };

  private final boolean writesOnly;

  Fault(boolean writesOnly) {
    this.writesOnly = writesOnly;
  }

  /** Whether it can meet an operation. */
  boolean meets(Operation operation) {
    return operation.writes() || !writesOnly;
  }

  /** Fails. */
  abstract void strike(Path path) throws IOException;
}
