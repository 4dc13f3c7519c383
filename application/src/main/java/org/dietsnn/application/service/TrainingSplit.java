package org.dietsnn.application.service;

import java.util.Arrays;
import org.dietsnn.application.port.out.ImageSet;

/**
 * The training images of a data set divided into those that are trained on and those held out for
 * model selection; the same for every epoch and every stage with the same seed.
 *
 * @param training indices to train on
 * @param validation indices held out
 */
record TrainingSplit(int[] training, int[] validation) {

  /**
   * Holds out a share of the images, at least one on each side.
   *
   * @throws IllegalArgumentException if there are fewer than two images
   */
  static TrainingSplit of(ImageSet images, double validationShare, long seed) {
    int n = images.size();
    if (n < 2) {
      throw new IllegalArgumentException(
          "training needs at least 2 images, one of them for validation; found " + n);
    }
    int[] order = Randomness.permutation(n, Randomness.SPLIT.stream(seed, 0, 0));
    int held = (int) Math.max(1, Math.min(n - 1L, Math.round(validationShare * n)));
    int[] validation = Arrays.copyOfRange(order, 0, held);
    int[] training = Arrays.copyOfRange(order, held, n);
    Arrays.sort(validation);
    Arrays.sort(training);
    return new TrainingSplit(training, validation);
  }
}
