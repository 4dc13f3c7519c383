package org.dietsnn.data.pytorch;

/** Content that is sound as far as it was read but of a kind that is not supported here. */
final class UnsupportedContent extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnsupportedContent(String message) {
    super(message);
  }
}
