package org.dietsnn.data.nir;

import java.util.function.DoubleUnaryOperator;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * NIR sums where this program averages: the weights behind a window of k x k neurons are divided by
 * k^2 on the way out and multiplied by it on the way in. For k a power of two that is exact in
 * float32 (short of the smallest numbers); otherwise the quotients are kept in float64, whose 29
 * additional bits bring back every float32 weight.
 */
final class PoolingFactor {
  private PoolingFactor() {}

  /** The weights divided by the size of a window; float64 where float32 would lose anything. */
  static Tensor divided(Tensor weight, int window) {
    double size = (double) window * window;
    if (size == 1) {
      return weight;
    }
    double[] quotients = map(weight, value -> value / size);
    if (weight.precision() == Precision.FLOAT64) {
      return Tensor.of(weight.shape(), quotients);
    }
    for (int i = 0; i < quotients.length; i++) {
      if ((float) ((float) quotients[i] * size) != (float) weight.at(i)) {
        return Tensor.of(weight.shape(), quotients);
      }
    }
    return Tensor.of(weight.shape(), quotients).as(Precision.FLOAT32);
  }

  /** The weights times a factor, rounded once to a precision. */
  static Tensor multiplied(Tensor weight, double factor, Precision precision) {
    return factor == 1
        ? weight.as(precision)
        : Tensor.of(weight.shape(), map(weight, value -> value * factor)).as(precision);
  }

  private static double[] map(Tensor tensor, DoubleUnaryOperator function) {
    double[] values = tensor.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(values[i]);
    }
    return values;
  }
}
