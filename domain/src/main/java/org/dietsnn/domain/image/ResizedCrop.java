package org.dietsnn.domain.image;

import java.util.random.RandomGenerator;

/**
 * A random part of an image of random area and shape, to be resized to a square: the augmentation
 * of Szegedy et al., "Going Deeper with Convolutions", CVPR 2015, with the draws of torchvision's
 * {@code RandomResizedCrop}.
 *
 * @param least least share of the image's area, in (0, 1]
 */
public record ResizedCrop(double least) {
  private static final int ATTEMPTS = 10;
  private static final double NARROWEST = 3.0 / 4;
  private static final double WIDEST = 4.0 / 3;

  public ResizedCrop {
    if (!(least > 0 && least <= 1)) {
      throw new IllegalArgumentException("least crop area " + least + ", must be in (0, 1]");
    }
  }

  /** At least 8 % of the area, as usual for ImageNet. */
  public static ResizedCrop standard() {
    return new ResizedCrop(0.08);
  }

  /**
   * Draws a part. The area is uniform in [least, 1] of the image's, the logarithm of width / height
   * uniform between those of 3/4 and 4/3, the place uniform. If ten such parts do not fit, it is
   * the middle of the image, cut to the nearest of those shapes.
   *
   * @param width of the image
   * @param height of the image
   */
  public ImagePart draw(int width, int height, RandomGenerator random) {
    double area = (double) width * height;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double wanted = area * (least + (1 - least) * random.nextDouble());
      double low = Math.log(NARROWEST);
      double ratio = Math.exp(low + (Math.log(WIDEST) - low) * random.nextDouble());
      int w = (int) Math.rint(Math.sqrt(wanted * ratio));
      int h = (int) Math.rint(Math.sqrt(wanted / ratio));
      if (w > 0 && w <= width && h > 0 && h <= height) {
        int top = random.nextInt(height - h + 1);
        return new ImagePart(random.nextInt(width - w + 1), top, w, h);
      }
    }
    return middle(width, height);
  }

  private static ImagePart middle(int width, int height) {
    int w = width;
    int h = height;
    double ratio = (double) width / height;
    if (ratio < NARROWEST) {
      h = (int) Math.rint(width / NARROWEST);
    } else if (ratio > WIDEST) {
      w = (int) Math.rint(height * WIDEST);
    }
    return new ImagePart((width - w) / 2, (height - h) / 2, w, h);
  }
}
