package org.dietsnn.data.photo;

/**
 * An image that cannot be read. The message says why, as what follows the name of the file in a
 * sentence.
 */
public final class BrokenImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, for example {@code ends before its image does}. */
  public BrokenImageException(String reason) {
    super(reason);
  }

  /** Why, with what brought it to light. */
  public BrokenImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
