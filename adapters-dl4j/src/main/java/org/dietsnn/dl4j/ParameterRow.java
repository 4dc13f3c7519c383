package org.dietsnn.dl4j;

import java.util.Arrays;
import org.dietsnn.domain.tensor.Tensor;

/** All parameters of a network in a row, taken layer by layer. */
final class ParameterRow {
  private final Dl4jFile file;
  private final float[] values;
  private int at;

  ParameterRow(Dl4jFile file, float[] values) {
    this.file = file;
    this.values = values;
  }

  /**
   * The next parameters.
   *
   * @param layer whose they are, for messages
   */
  Tensor next(String layer, int... shape) {
    int count = Tensor.count(shape);
    if (count > values.length - at) {
      throw file.damaged(
          "layer %s needs %d parameters, and %d are left"
              .formatted(layer, count, values.length - at));
    }
    at += count;
    return Tensor.of(shape, Arrays.copyOfRange(values, at - count, at));
  }

  /** Checks that nothing is left. */
  void requireEmpty() {
    if (at != values.length) {
      throw file.damaged(
          "its layers have %d parameters, and it holds %d".formatted(at, values.length));
    }
  }
}
