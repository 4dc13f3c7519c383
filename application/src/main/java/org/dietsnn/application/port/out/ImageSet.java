package org.dietsnn.application.port.out;

import java.util.random.RandomGenerator;

/**
 * Labelled images in a fixed order, all given in one shape however large they are where they are
 * kept. Safe for use by several threads.
 */
public interface ImageSet {
  /** The number of images. */
  int size();

  /** The class of an image. */
  int label(int index);

  /**
   * Reads one image as networks are measured on it.
   *
   * @param index which image
   * @param into receives the pixels, {@code [channel][row][column]}, in [0, 1]
   * @param offset first element to write
   * @throws org.dietsnn.application.failure.FailureException naming the image if it is broken
   */
  void read(int index, float[] into, int offset);

  /**
   * Reads one image as networks are trained on it: of photographs a random part. Sets whose images
   * have one size give the image as it is.
   *
   * @param draws for this image alone, so that it looks the same whoever reads it, and when
   */
  default void readForTraining(int index, RandomGenerator draws, float[] into, int offset) {
    read(index, into, offset);
  }

  /**
   * Whether the user wants to do without images that are broken; the reader then leaves out what
   * cannot be read instead of failing.
   */
  default boolean leavesOutBroken() {
    return false;
  }

  /**
   * How many threads should read ahead of whoever needs the images; 0 where reading is so cheap
   * that it is not worth a thread.
   */
  default int readers() {
    return 0;
  }

  /**
   * A hash in hexadecimal: equal for equal content. Of all images and labels where they are in
   * memory; of large sets on disk of what their files are called and how long they are.
   */
  String fingerprint();
}
