package org.dietsnn.cpu.kernel;

import java.util.Arrays;
import org.dietsnn.domain.neuron.Reset;

/**
 * Leaky integrate-and-fire neurons of one pixel and block of channels over all time steps.
 * Stateless; neurons are independent of one another.
 */
public final class LifForward {
  private final FloatKernels kernels;

  /** Runs on the given kernels. */
  public LifForward(FloatKernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Per neuron and t: {@code U_t = leak * V_(t-1) + I_t}, {@code s_t = U_t / theta - 1 > 0}, and
   * the reset, see {@link Reset}.
   *
   * @param reset which reset
   * @param leak factor on the carried potential
   * @param theta threshold, positive
   * @param silent {@link Threshold#silent} of theta
   * @param steps T
   * @param count number of neurons, at most 64
   * @param current {@code [steps][count]} I
   * @param iStart its first element
   * @param iStride distance of two steps; 0 where the current is the same at all steps
   * @param potential {@code [steps][count]} U before the reset; modified; may be {@code current}
   * @param uStart its first element
   * @param uStride distance of two steps
   * @param spikes one word per step, neuron i in bit i; modified
   * @param sStart the first word
   * @param sStride distance of two steps
   * @param state {@code [count]} of any content; modified
   */
  public void run(
      Reset reset,
      float leak,
      float theta,
      float silent,
      int steps,
      int count,
      float[] current,
      int iStart,
      int iStride,
      float[] potential,
      int uStart,
      int uStride,
      long[] spikes,
      int sStart,
      int sStride,
      float[] state) {
    Arrays.fill(state, 0, count, 0f);
    for (int t = 0; t < steps; t++) {
      int i = iStart + t * iStride;
      int u = uStart + t * uStride;
      spikes[sStart + t * sStride] =
          kernels.lifStep(reset, leak, theta, silent, count, current, i, state, 0, potential, u);
    }
  }
}
