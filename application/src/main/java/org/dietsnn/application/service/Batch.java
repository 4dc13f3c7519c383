package org.dietsnn.application.service;

import java.util.random.RandomGenerator;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Images ready for the input population, with their classes.
 *
 * @param images {@code [n][channel][row][column]}, augmented and normalised
 * @param labels one per image
 */
record Batch(Tensor images, int[] labels) {

  /**
   * Reads some images of a set.
   *
   * @param set where they are
   * @param shape their shape
   * @param indices which images of the set
   * @param from first position in indices
   * @param to one past the last position in indices
   */
  static Batch read(
      ImageSet set, Shape shape, Normalisation normalisation, int[] indices, int from, int to) {
    return read(set, shape, normalisation, indices, from, to, Augmentation.none(), null);
  }

  /** The same with random augmentation. */
  static Batch read(
      ImageSet set,
      Shape shape,
      Normalisation normalisation,
      int[] indices,
      int from,
      int to,
      Augmentation augmentation,
      RandomGenerator random) {
    int size = shape.neurons();
    float[] pixels = new float[(to - from) * size];
    float[] original = new float[size];
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      int offset = (i - from) * size;
      if (random == null) {
        set.read(indices[i], pixels, offset);
      } else {
        set.read(indices[i], original, 0);
        augmentation.apply(original, shape, pixels, offset, random);
      }
      normalisation.apply(pixels, offset, shape.height() * shape.width());
      labels[i - from] = set.label(indices[i]);
    }
    int[] dimensions = {to - from, shape.channels(), shape.height(), shape.width()};
    return new Batch(Tensor.of(dimensions, pixels), labels);
  }
}
