package org.dietsnn.conformance.golden;

import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Parameters that a recorded step of Adam left exactly where they were: weights of inputs that
 * never fired, whose gradient is zero.
 *
 * <p>An engine whose convolutions go through a transform (Winograd's, as oneDNN and cuDNN choose it
 * on some machines) may find the rounding of a transform there instead, 1e-10, say. Adam divides a
 * gradient by its own size, so that its first step is g / (|g| + epsilon) learning rates: for such
 * a g any share of one.
 */
public final class Unmoved {
  private Unmoved() {}

  /**
   * What a step of an engine came to, without the moves of such parameters.
   *
   * @param before the parameters recorded before the step
   * @param recorded those recorded after it
   * @param actual the engine's after it
   * @param learningRate how far a parameter may move and be put back
   */
  public static Parameters putBack(
      Parameters before, Parameters recorded, Parameters actual, double learningRate) {
    Parameters result = actual;
    for (String name : recorded.values().keySet()) {
      double[] from = before.get(name).toDoubles();
      double[] to = recorded.get(name).toDoubles();
      Tensor moved = actual.get(name);
      double[] values = moved.toDoubles();
      for (int i = 0; i < to.length && i < values.length; i++) {
        if (from[i] == to[i] && Math.abs(values[i] - to[i]) <= learningRate) {
          values[i] = to[i];
        }
      }
      result = result.with(name, Tensor.of(moved.shape(), values).as(moved.precision()));
    }
    return result;
  }
}
