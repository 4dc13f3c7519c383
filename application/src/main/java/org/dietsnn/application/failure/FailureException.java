package org.dietsnn.application.failure;

/**
 * A failure that its user can understand and mend. The message is one sentence: what was expected,
 * what was found, where, and what to do. It may quote a file and is then put as {@link Sentence}
 * does.
 */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  /** A failure of a kind, told in one sentence. */
  public FailureException(FailureKind kind, String message) {
    super(Sentence.of(message));
    this.kind = kind;
  }

  /** A failure of a kind with the exception that brought it to light. */
  public FailureException(FailureKind kind, String message, Throwable cause) {
    super(Sentence.of(message), cause);
    this.kind = kind;
  }

  /** What went wrong. */
  public FailureKind kind() {
    return kind;
  }
}
