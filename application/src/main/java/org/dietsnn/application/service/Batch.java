package org.dietsnn.application.service;

import java.util.Locale;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Images ready for the input population, with their classes.
 *
 * @param images {@code [n][channel][row][column]}, augmented and normalised
 * @param labels one per image
 */
record Batch(Tensor images, int[] labels) {

  /** How many images. */
  int size() {
    return labels.length;
  }

  /**
   * Reads images of a set as they are measured, all at once; broken ones may be left out.
   *
   * @param indices which images of the set
   * @throws FailureException if none of them can be read
   */
  static Batch read(ImageSet set, Model model, int[] indices) {
    try (BatchStream stream =
        new BatchStream(set, model, indices, 0, indices.length, new Look.Measuring())) {
      return stream.next().orElseThrow(() -> noneOf(indices.length));
    }
  }

  /** That all images were broken. */
  static FailureException noneOf(int images) {
    return new FailureException(
        FailureKind.BAD_DATA,
        String.format(
            Locale.ROOT,
            "none of the %d images can be read; let broken images stop the run to see what is wrong with the first",
            images));
  }
}
