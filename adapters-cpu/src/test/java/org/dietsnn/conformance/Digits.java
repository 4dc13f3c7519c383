package org.dietsnn.conformance;

import java.util.Arrays;
import java.util.Optional;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.data.digits.DigitsDataSource;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The first of the bundled digits, standardised.
 *
 * @param pixels {@code [n][8][8]}
 * @param labels the digit of each image
 */
record Digits(float[] pixels, int[] labels) {
  private static final DataSet SET = new DigitsDataSource().open(Optional.empty());
  private static final int PIXELS = SET.shape().neurons();

  static Digits toTrainWith(int count) {
    return first(SET.train(), count);
  }

  static Digits toTestWith(int count) {
    return first(SET.test(), count);
  }

  private static Digits first(ImageSet set, int count) {
    float[] pixels = new float[count * PIXELS];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      set.read(i, pixels, i * PIXELS);
      SET.normalisation().apply(pixels, i * PIXELS, PIXELS);
      labels[i] = set.label(i);
    }
    return new Digits(pixels, labels);
  }

  int size() {
    return labels.length;
  }

  /** Images from one to before another, for a network that reads 1 x 8 x 8. */
  Tensor images(int from, int to) {
    return Tensor.of(
        new int[] {to - from, 1, 8, 8}, Arrays.copyOfRange(pixels, from * PIXELS, to * PIXELS));
  }

  int[] labels(int from, int to) {
    return Arrays.copyOfRange(labels, from, to);
  }
}
