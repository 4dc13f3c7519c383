package org.dietsnn.dl4j;

import java.nio.file.Path;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/**
 * A file that is read, and how to complain about it. What is wrong with a file is told apart from
 * what this program cannot do with a sound one.
 */
record Dl4jFile(Path path) {
  /** The file is not what ModelSerializer writes. */
  FailureException damaged(String what) {
    return damaged(what, null);
  }

  /** The file is not what ModelSerializer writes, as an exception brought to light. */
  FailureException damaged(String what, Throwable cause) {
    return new FailureException(
        FailureKind.BAD_DATA,
        "%s is damaged or no DeepLearning4J model: %s; use an undamaged copy or save it again"
            .formatted(path, what),
        cause);
  }

  /** The file is sound, but the networks here have no such thing. */
  FailureException unsupported(String what) {
    return new FailureException(
        FailureKind.UNAVAILABLE,
        "%s is a sound DeepLearning4J model, but %s, which is not supported; see docs/dl4j.md for what is"
            .formatted(path, what));
  }
}
