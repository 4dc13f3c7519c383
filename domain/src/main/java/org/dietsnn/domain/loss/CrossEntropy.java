package org.dietsnn.domain.loss;

/**
 * Cross entropy of the softmax of the logits, averaged over a batch:
 *
 * <pre>
 *   L = 1/N sum_n ( log sum_c exp(a_nc) - a_n,label(n) )
 *   dL/da_nc = ( softmax(a_n)_c - [c = label(n)] ) / N
 * </pre>
 *
 * @param value the mean loss, natural logarithm
 * @param gradient dL/dlogits, {@code [n][class]} row-major
 */
public record CrossEntropy(double value, double[] gradient) {

  /**
   * Computes loss and gradient.
   *
   * @param logits {@code [n][class]} row-major; not modified
   * @param labels the true class of each image
   * @throws IllegalArgumentException if the counts do not fit or a label is no class
   */
  public static CrossEntropy of(double[] logits, int[] labels) {
    if (labels.length == 0 || logits.length % labels.length != 0) {
      throw new IllegalArgumentException(
          logits.length + " logits do not divide among " + labels.length + " labels");
    }
    int classes = logits.length / labels.length;
    double[] gradient = new double[logits.length];
    double sum = 0;
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] < 0 || labels[n] >= classes) {
        throw new IllegalArgumentException(
            "label " + labels[n] + " of image " + n + ", must be in [0, " + classes + ")");
      }
      sum += oneImage(logits, gradient, n * classes, classes, labels[n], labels.length);
    }
    return new CrossEntropy(sum / labels.length, gradient);
  }

  private static double oneImage(
      double[] logits, double[] gradient, int offset, int classes, int label, int images) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      greatest = Math.max(greatest, logits[offset + c]);
    }
    double total = 0;
    for (int c = 0; c < classes; c++) {
      gradient[offset + c] = Math.exp(logits[offset + c] - greatest);
      total += gradient[offset + c];
    }
    for (int c = 0; c < classes; c++) {
      gradient[offset + c] /= total * images;
    }
    gradient[offset + label] -= 1.0 / images;
    return Math.log(total) + greatest - logits[offset + label];
  }
}
