package org.dietsnn.domain.image;

/**
 * How the pixels along one axis of a resized image are made of those of the original: each is a
 * weighted mean of neighbours. The weights are those of a triangle as wide as the step between two
 * new pixels, at least two old pixels: bilinear interpolation where an image grows, its
 * anti-aliased form where it shrinks. In fixed point, as Pillow computes images of bytes, so that
 * results agree with it bit by bit.
 */
final class ResampledAxis {
  /** Binary places of the weights: 32 bits less 8 of a sample and 2 of the sum. */
  static final int PLACES = 22;

  private final int[] first;
  private final int[][] weights;

  /**
   * Weights for some of the new pixels.
   *
   * @param from pixels along the axis of the original
   * @param to pixels along the axis of the resized image
   * @param start first new pixel wanted
   * @param count how many are wanted
   */
  ResampledAxis(int from, int to, int start, int count) {
    first = new int[count];
    weights = new int[count][];
    double step = (double) from / to;
    double half = Math.max(step, 1);
    for (int i = 0; i < count; i++) {
      double centre = (start + i + 0.5) * step;
      int low = Math.max(0, (int) (centre - half + 0.5));
      int high = Math.min(from, (int) (centre + half + 0.5));
      double[] triangle = new double[high - low];
      double sum = 0;
      for (int x = low; x < high; x++) {
        double weight = Math.max(0, 1 - Math.abs((x - centre + 0.5) * (1 / half)));
        triangle[x - low] = weight;
        sum += weight;
      }
      first[i] = low;
      weights[i] = new int[triangle.length];
      for (int k = 0; k < triangle.length; k++) {
        weights[i][k] = (int) (0.5 + triangle[k] / sum * (1 << PLACES));
      }
    }
  }

  /** The first old pixel that new pixel i (of those wanted) is made of. */
  int first(int i) {
    return first[i];
  }

  /** The weights of that and the following pixels, in units of 2^-22; do not modify. */
  int[] weights(int i) {
    return weights[i];
  }

  /** One past the last old pixel that any of the wanted ones is made of. */
  int end() {
    int end = 0;
    for (int i = 0; i < first.length; i++) {
      end = Math.max(end, first[i] + weights[i].length);
    }
    return end;
  }
}
