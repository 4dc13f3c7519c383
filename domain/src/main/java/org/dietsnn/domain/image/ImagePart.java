package org.dietsnn.domain.image;

import java.util.Locale;

/**
 * A rectangle of whole pixels in an image.
 *
 * @param left first column
 * @param top first row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record ImagePart(int left, int top, int width, int height) {
  public ImagePart {
    if (left < 0 || top < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a part of an image cannot be %d x %d pixels from column %d, row %d",
              width,
              height,
              left,
              top));
    }
  }

  /** All of an image. */
  public static ImagePart whole(int width, int height) {
    return new ImagePart(0, 0, width, height);
  }

  /**
   * The middle of an image; where it cannot lie exactly in the middle, a half is rounded to the
   * even column or row, as torchvision does.
   *
   * @param side columns and rows, at most those of the image
   */
  public static ImagePart centre(int width, int height, int side) {
    return new ImagePart(
        (int) Math.rint((width - side) / 2.0), (int) Math.rint((height - side) / 2.0), side, side);
  }
}
