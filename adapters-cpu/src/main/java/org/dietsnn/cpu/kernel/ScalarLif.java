package org.dietsnn.cpu.kernel;

import org.dietsnn.domain.neuron.Reset;

/**
 * The neuron kernels one neuron at a time, from {@code from} to {@code count}: the whole of the
 * plain implementation and the remainder of the vector one. No multiply-add is fused, so that both
 * agree bit for bit. The parameters are those of {@link FloatKernels}.
 */
public final class ScalarLif {
  private ScalarLif() {}

  /** See {@link FloatKernels#lifStep}. */
  public static void step(
      int from,
      Reset reset,
      float leak,
      float theta,
      int count,
      float[] current,
      int iStart,
      float[] state,
      int vStart,
      float[] potential,
      int uStart,
      float[] spikes,
      int sStart) {
    for (int i = from; i < count; i++) {
      float v = state[vStart + i];
      float u = leak * v + current[iStart + i];
      if (reset == Reset.SOFT_UNLEAKED) {
        u -= theta * spike(v, theta);
      }
      float s = spike(u, theta);
      potential[uStart + i] = u;
      spikes[sStart + i] = s;
      state[vStart + i] = reset == Reset.SOFT_UNLEAKED ? u : afterReset(reset, u, s, theta);
    }
  }

  /** See {@link FloatKernels#linearSurrogate}. */
  public static void linearSurrogate(
      int from,
      float gamma,
      float theta,
      int count,
      float[] potential,
      int uStart,
      float[] gradient,
      int gStart) {
    for (int i = from; i < count; i++) {
      float z = potential[uStart + i] / theta - 1f;
      gradient[gStart + i] *= gamma * Math.max(0f, 1f - Math.abs(z));
    }
  }

  /** See {@link FloatKernels#lifStepBack}. */
  public static void stepBack(
      int from,
      Reset reset,
      float leak,
      float theta,
      int count,
      float[] potential,
      int uStart,
      float[] previous,
      int pStart,
      float[] gradient,
      int gStart,
      float[] carry,
      int carryStart,
      float[] leakTerms,
      float[] thetaTerms) {
    float thetaSquared = theta * theta;
    for (int i = from; i < count; i++) {
      float u = potential[uStart + i];
      float before = previous[pStart + i];
      float g = gradient[gStart + i];
      float c = carry[carryStart + i];
      float s = spike(u, theta);
      float spikeBefore = spike(before, theta);
      float thetaTerm = -(g * u / thetaSquared);
      float du;
      float carried;
      if (reset == Reset.SOFT_UNLEAKED) {
        du = g / theta + c;
        carried = before;
        thetaTerm -= spikeBefore * du;
      } else if (reset == Reset.SOFT) {
        du = g / theta + c;
        carried = before - theta * spikeBefore;
        thetaTerm -= s * c;
      } else {
        du = g / theta + (1f - s) * c;
        carried = before * (1f - spikeBefore);
      }
      gradient[gStart + i] = du;
      carry[carryStart + i] = leak * du;
      leakTerms[i] = carried * du;
      thetaTerms[i] = thetaTerm;
    }
  }

  private static float spike(float potential, float theta) {
    return potential / theta - 1f > 0f ? 1f : 0f;
  }

  private static float afterReset(Reset reset, float u, float s, float theta) {
    return reset == Reset.SOFT ? u - theta * s : u * (1f - s);
  }
}
