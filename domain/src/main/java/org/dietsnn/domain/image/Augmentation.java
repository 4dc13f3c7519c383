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
   * Draws a crop and a flip and applies them.
   *
   * @param source {@code [channel][row][column]}; not modified
   * @param shape shape of the image
   * @param target receives the image from offset on
   * @param offset first element in target
   * @param random source of the draws; advanced by the same number of draws for every image
   */
  public void apply(
      float[] source, Shape shape, float[] target, int offset, RandomGenerator random) {
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    boolean mirrored = random.nextBoolean() && flip;
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
