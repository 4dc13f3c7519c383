package org.dietsnn.data.nir;

import java.nio.file.Path;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/**
 * A file that is read, and how to complain about it. What is wrong with a file is told apart from
 * what this program cannot do with a sound one.
 */
record NirFile(Path path) {
  /** The file breaks the rules of HDF5 or NIR. */
  FailureException damaged(String what) {
    return damaged(what, null);
  }

  /** The file breaks the rules of HDF5 or NIR, as an exception brought to light. */
  FailureException damaged(String what, Throwable cause) {
    return new FailureException(
        FailureKind.BAD_DATA,
        "%s is damaged or no NIR file: %s; use an undamaged copy or export it again"
            .formatted(path, what),
        cause);
  }

  /** The file is sound, but the networks here have no such thing. */
  FailureException unsupported(String what) {
    return new FailureException(
        FailureKind.UNAVAILABLE,
        "%s is a sound NIR file, but %s, which is not supported; see docs/nir.md for what is"
            .formatted(path, what));
  }
}
