package org.dietsnn.domain.image;

import java.util.random.RandomGenerator;

/**
 * How photographs of different sizes become images of one size, as torchvision's transforms do it.
 *
 * @param resize pixels of the shorter side before the middle is cut out to measure, at least crop
 * @param crop columns and rows of the result, at least 1
 * @param random the part that is resized to train
 */
public record PhotographView(int resize, int crop, ResizedCrop random) {
  public PhotographView {
    if (crop < 1 || resize < crop) {
      throw new IllegalArgumentException(
          "a crop of "
              + crop
              + " pixels out of a side of "
              + resize
              + ", must be at least 1 and at most that side");
    }
  }

  /** Resized to 256, cut to 224, as usual for ImageNet. */
  public static PhotographView standard() {
    return new PhotographView(256, 224, ResizedCrop.standard());
  }

  /**
   * To measure: the shorter side is resized, the longer in proportion (rounded down), and the
   * middle is cut out.
   *
   * @param image not modified
   * @param into receives {@code [channel][row][column]} in [0, 1]
   * @param offset first element to write
   */
  public void middle(ByteImage image, float[] into, int offset) {
    int shorter = Math.min(image.width(), image.height());
    int width = (int) ((long) resize * image.width() / shorter);
    int height = (int) ((long) resize * image.height() / shorter);
    Resampling.resize(
        image,
        ImagePart.whole(image.width(), image.height()),
        width,
        height,
        ImagePart.centre(width, height, crop),
        into,
        offset);
  }

  /**
   * To train: a random part, resized to the crop.
   *
   * @param image not modified
   * @param draws source of the draws; how many are taken depends on the image
   * @param into receives {@code [channel][row][column]} in [0, 1]
   * @param offset first element to write
   */
  public void random(ByteImage image, RandomGenerator draws, float[] into, int offset) {
    Resampling.resize(
        image,
        random.draw(image.width(), image.height(), draws),
        crop,
        crop,
        ImagePart.whole(crop, crop),
        into,
        offset);
  }
}
