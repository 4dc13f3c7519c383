package org.dietsnn.application.port.out;

/** Labelled images of one shape, in a fixed order. Safe for use by several threads. */
public interface ImageSet {
  /** The number of images. */
  int size();

  /** The class of an image. */
  int label(int index);

  /**
   * Reads one image.
   *
   * @param index which image
   * @param into receives the pixels, {@code [channel][row][column]}, in [0, 1]
   * @param offset first element to write
   */
  void read(int index, float[] into, int offset);

  /** A hash of all images and labels in hexadecimal: equal for equal content. */
  String fingerprint();
}
