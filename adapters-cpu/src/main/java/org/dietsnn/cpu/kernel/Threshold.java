package org.dietsnn.cpu.kernel;

/** The threshold of a layer as the kernels compare with it. */
public final class Threshold {
  private Threshold() {}

  /**
   * The largest potential that does not fire: {@code U / theta - 1 > 0} in float arithmetic, the
   * definition of a spike, is true exactly where U is greater than this. Comparing saves a division
   * per neuron and step.
   *
   * @param theta threshold, positive
   */
  public static float silent(float theta) {
    float silent = theta;
    while (!(Math.nextUp(silent) / theta - 1f > 0f) && silent < Float.POSITIVE_INFINITY) {
      silent = Math.nextUp(silent);
    }
    while (silent / theta - 1f > 0f) {
      silent = Math.nextDown(silent);
    }
    return silent;
  }
}
