package org.dietsnn.data.download;

/** A transfer that ended before its file was complete. */
final class TransferInterrupted extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;

  /**
   * An interruption.
   *
   * @param message what happened, as the end of a sentence
   * @param worthRetrying whether it may be gone in a moment
   */
  TransferInterrupted(String message, boolean worthRetrying, Throwable cause) {
    super(message, cause);
    this.worthRetrying = worthRetrying;
  }

  TransferInterrupted(String message, boolean worthRetrying) {
    this(message, worthRetrying, null);
  }

  boolean worthRetrying() {
    return worthRetrying;
  }
}
