package org.dietsnn.cpu.kernel;

import org.dietsnn.domain.neuron.Reset;

/**
 * Leaky integrate-and-fire neurons over all time steps. Stateless; a range of neurons may be
 * computed by any thread, each neuron is independent of the others.
 */
public final class LifForward {
  /** Neurons per pass over time: what they touch stays in the first-level cache. */
  private static final int CHUNK = 1024;

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
   * @param steps T
   * @param count number of neurons
   * @param current {@code [steps][count]} I
   * @param iStart its first element
   * @param iStride distance of two steps; 0 where the current is the same at all steps
   * @param potential {@code [steps][count]} U before the reset; modified
   * @param uStart its first element
   * @param uStride distance of two steps; 0 to keep only the last step's
   * @param spikes {@code [steps][count]} 0 or 1; modified
   * @param sStart its first element
   * @param sStride distance of two steps
   * @param state {@code [count]} carried between steps, zeros before the first; modified
   * @param vStart its first element
   */
  public void run(
      Reset reset,
      float leak,
      float theta,
      int steps,
      int count,
      float[] current,
      int iStart,
      int iStride,
      float[] potential,
      int uStart,
      int uStride,
      float[] spikes,
      int sStart,
      int sStride,
      float[] state,
      int vStart) {
    for (int from = 0; from < count; from += CHUNK) {
      int n = Math.min(CHUNK, count - from);
      for (int t = 0; t < steps; t++) {
        int i = iStart + t * iStride + from;
        int u = uStart + t * uStride + from;
        int s = sStart + t * sStride + from;
        kernels.lifStep(
            reset, leak, theta, n, current, i, state, vStart + from, potential, u, spikes, s);
      }
    }
  }
}
