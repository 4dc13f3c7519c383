package org.dietsnn.benchmarks.workload;

import java.util.SplittableRandom;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Images whose pixels are standard normal, as normalised photographs roughly are, with random
 * labels. The same arguments give the same batch.
 */
record Batch(Tensor images, int[] labels) {
  private static final long SEED = 20231;

  static Batch random(int count, Shape shape, int classes) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] pixels = new float[count * shape.neurons()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    int[] labels = random.ints(count, 0, classes).toArray();
    return new Batch(
        Tensor.of(new int[] {count, shape.channels(), shape.height(), shape.width()}, pixels),
        labels);
  }
}
