package org.dietsnn.domain.image;

import java.util.random.RandomGenerator;
import org.dietsnn.domain.network.Shape;

/**
 * Random crop out of a zero-padded image, then a random horizontal flip; before normalisation.
 *
 * @param padding zeros added on each side before the crop; 0 for no crop
 * @param flip whether half of the images are mirrored left to right
 */
public record Augmentation(int padding, boolean flip) {
  public Augmentation {
    if (padding < 0) {
      throw new IllegalArgumentException("crop padding " + padding + ", must be >= 0");
    }
  }

  /** Leaves images as they are. */
  public static Augmentation none() {
    return new Augmentation(0, false);
  }

  /**
   * Draws a crop and a flip.
   *
   * @param random advanced by the same number of draws for every image
   */
  public Shift draw(RandomGenerator random) {
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    return new Shift(down, right, random.nextBoolean() && flip);
  }

  /**
   * What was drawn for one image.
   *
   * @param down rows by which the crop lies below the middle
   * @param right columns by which it lies right of it
   * @param mirrored whether left and right change places, after the crop
   */
  public record Shift(int down, int right, boolean mirrored) {
    /** Whether it changes any image. */
    public boolean moves() {
      return down != 0 || right != 0 || mirrored;
    }

    /**
     * Crops and mirrors.
     *
     * @param source {@code [channel][row][column]}; not modified
     * @param shape shape of the image
     * @param target receives the image from offset on
     * @param offset first element in target
     */
    public void apply(float[] source, Shape shape, float[] target, int offset) {
      int width = shape.width();
      int height = shape.height();
      for (int c = 0; c < shape.channels(); c++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            int fromY = y + down;
            int fromX = (mirrored ? width - 1 - x : x) + right;
            boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
            target[offset + (c * height + y) * width + x] =
                inside ? source[(c * height + fromY) * width + fromX] : 0;
          }
        }
      }
    }
  }
}
