package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.neuron.Surrogate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The surrogate derivative of the spike with respect to the potential, ds/dU = h(U / theta - 1) /
 * theta, in as few operations as ND4J has for it.
 */
final class SurrogateFactor {
  private SurrogateFactor() {}

  /**
   * Replaces the result by ds/dU.
   *
   * @param potential U; not modified
   */
  static void of(Surrogate surrogate, double theta, INDArray potential, INDArray result) {
    Elementwise.add(potential, -theta, result);
    if (surrogate instanceof Surrogate.ArcTan arcTan) {
      Elementwise.scale(result, Math.PI / 2 * arcTan.alpha() / theta, result);
      Elementwise.square(result, result);
      Elementwise.add(result, 1, result);
      Elementwise.divide(arcTan.alpha() / 2 / theta, result, result);
      return;
    }
    Elementwise.absolute(result, result);
    if (surrogate instanceof Surrogate.Linear linear) {
      Elementwise.subtractFrom(theta, result, result);
      Elementwise.atLeast(result, 0, result);
      Elementwise.scale(result, linear.gamma() / (theta * theta), result);
    } else if (surrogate instanceof Surrogate.Exponential exponential) {
      Elementwise.scale(result, -exponential.beta() / theta, result);
      Elementwise.exponential(result, result);
      Elementwise.scale(result, exponential.alpha() / theta, result);
    } else if (surrogate instanceof Surrogate.FastSigmoid fast) {
      Elementwise.scale(result, fast.slope() / theta, result);
      Elementwise.add(result, 1, result);
      Elementwise.square(result, result);
      Elementwise.divide(1 / theta, result, result);
    } else {
      double width = ((Surrogate.Rectangular) surrogate).width();
      Elementwise.subtractFrom(width * theta / 2, result, result);
      Elementwise.step(result, 0, result);
      Elementwise.scale(result, 1 / (width * theta), result);
    }
  }
}
