package org.dietsnn.data.photo;

import org.dietsnn.domain.image.ByteImage;

/**
 * How a stored image is to be turned to be seen upright, by the values 1 to 8 of the EXIF tag
 * Orientation.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  UPSIDE_DOWN_MIRRORED(false, false, true),
  TRANSPOSED(true, false, false),
  QUARTER_TO_THE_RIGHT(true, false, true),
  TRANSPOSED_UPSIDE_DOWN(true, true, true),
  QUARTER_TO_THE_LEFT(true, true, false);

  /** Whether a row of the upright image is a column of the stored one. */
  private final boolean swapped;

  /** Whether stored columns are walked from right to left. */
  private final boolean fromRight;

  /** Whether stored rows are walked from the bottom up. */
  private final boolean fromBottom;

  Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** By the value of the tag; values that EXIF does not know mean upright. */
  static Orientation of(int value) {
    return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
  }

  /** The image as it is to be seen. */
  ByteImage apply(ByteImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int channels = stored.channels();
    int width = swapped ? stored.height() : stored.width();
    int height = swapped ? stored.width() : stored.height();
    byte[] samples = new byte[stored.samples().length];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = swapped ? y : x;
        int row = swapped ? x : y;
        column = fromRight ? stored.width() - 1 - column : column;
        row = fromBottom ? stored.height() - 1 - row : row;
        System.arraycopy(
            stored.samples(), (row * stored.width() + column) * channels, samples, at, channels);
        at += channels;
      }
    }
    return new ByteImage(width, height, channels, samples);
  }
}
