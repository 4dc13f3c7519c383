package org.dietsnn.domain.network;

import java.util.Locale;

/**
 * The layout of a population: channels of height x width neurons. A flat population is {@code n x 1
 * x 1}.
 */
public record Shape(int channels, int height, int width) {
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shape %d x %d x %d, every dimension must be >= 1",
              channels,
              height,
              width));
    }
  }

  /** A flat population of n neurons. */
  public static Shape flat(int n) {
    return new Shape(n, 1, 1);
  }

  /** The number of neurons. */
  public int neurons() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }

  /**
   * The shape after non-overlapping pooling; what is left over at the right and bottom is dropped.
   *
   * @param window side of the pooling window, 1 for none
   * @throws IllegalArgumentException if the window is larger than the image
   */
  public Shape pooled(int window) {
    if (window < 1 || window > height || window > width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cannot pool %d x %d neurons with a window of %d x %d",
              height,
              width,
              window,
              window));
    }
    return new Shape(channels, height / window, width / window);
  }

  @Override
  public String toString() {
    return height == 1 && width == 1 ? "" + channels : channels + "x" + height + "x" + width;
  }
}
