package org.dietsnn.cpu.kernel;

import java.util.Arrays;
import org.dietsnn.domain.neuron.Reset;

/**
 * Back-propagation through time for {@link LifForward}. With {@code g_t = dL/ds_t * surrogate(U_t /
 * theta - 1)} and the spike inside the reset held constant, backwards in t:
 *
 * <pre>
 * SOFT           dU = g/theta + dV            dtheta -= g U / theta^2 + s_t dV
 * SOFT_UNLEAKED  dU = g/theta + dV            dtheta -= g U / theta^2 + s_(t-1) dU
 * HARD           dU = g/theta + (1 - s_t) dV  dtheta -= g U / theta^2
 * dI = dU,  dV_(t-1) = leak dU,  dleak += V_(t-1) dU     (U_(t-1) for SOFT_UNLEAKED)
 * </pre>
 *
 * <p>Holds working memory: one per thread.
 */
public final class LifBackward {
  private static final int CHUNK = 1024;

  private final FloatKernels kernels;
  private final float[] carry = new float[CHUNK];
  private final float[] zeros = new float[CHUNK];
  private final float[] leakTerms = new float[CHUNK];
  private final float[] thetaTerms = new float[CHUNK];

  /** Runs on the given kernels. */
  public LifBackward(FloatKernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Turns {@code dL/ds} into {@code dL/dI}. The sums are of one neuron over the steps in float, of
   * all neurons in double, in an order that depends on {@code count} and {@code steps} alone.
   *
   * @param reset which reset
   * @param leak factor on the carried potential
   * @param theta threshold, positive
   * @param surrogate derivative of the spike
   * @param steps T
   * @param count number of neurons
   * @param potential {@code [steps][count]} U before the reset, as the forward pass left it;
   *     modified if it is to be replaced
   * @param uStart its first element
   * @param uStride distance of two steps
   * @param factor {@code [count]} that the forward pass multiplied onto the spikes, or null
   * @param fStart its first element
   * @param gradient {@code [steps][count]} in: dL/ds (after the factor); out: dL/dI; modified
   * @param gStart its first element
   * @param gStride distance of two steps
   * @param replaces whether dL/dI takes the place of the potential, too, when that has been read
   *     for the last time
   * @param sums dleak and dtheta are added to elements 0 and 1; modified
   */
  public void run(
      Reset reset,
      float leak,
      float theta,
      SurrogateDerivative surrogate,
      int steps,
      int count,
      float[] potential,
      int uStart,
      int uStride,
      float[] factor,
      int fStart,
      float[] gradient,
      int gStart,
      int gStride,
      boolean replaces,
      double[] sums) {
    float silent = Threshold.silent(theta);
    for (int from = 0; from < count; from += CHUNK) {
      int n = Math.min(CHUNK, count - from);
      Arrays.fill(carry, 0, n, 0f);
      Arrays.fill(leakTerms, 0, n, 0f);
      Arrays.fill(thetaTerms, 0, n, 0f);
      for (int t = steps - 1; t >= 0; t--) {
        int u = uStart + t * uStride + from;
        int g = gStart + t * gStride + from;
        if (factor != null) {
          kernels.multiply(n, factor, fStart + from, gradient, g);
        }
        throughSpike(surrogate, theta, n, potential, u, gradient, g);
        float[] previous = t > 0 ? potential : zeros;
        int p = t > 0 ? u - uStride : 0;
        kernels.lifStepBack(
            reset,
            leak,
            theta,
            silent,
            n,
            potential,
            u,
            previous,
            p,
            gradient,
            g,
            carry,
            0,
            leakTerms,
            thetaTerms);
        if (replaces) {
          System.arraycopy(gradient, g, potential, u, n);
        }
      }
      sums[0] += sum(leakTerms, n);
      sums[1] += sum(thetaTerms, n);
    }
  }

  private void throughSpike(
      SurrogateDerivative surrogate,
      float theta,
      int count,
      float[] potential,
      int uStart,
      float[] gradient,
      int gStart) {
    if (surrogate instanceof LinearSurrogate linear) {
      kernels.linearSurrogate(linear.gamma(), theta, count, potential, uStart, gradient, gStart);
      return;
    }
    float overTheta = 1f / theta;
    for (int i = 0; i < count; i++) {
      gradient[gStart + i] *= surrogate.at(potential[uStart + i] * overTheta - 1f);
    }
  }

  /** Four chains hide the latency of the additions. */
  private static double sum(float[] x, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < count; i++) {
      s0 += x[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
