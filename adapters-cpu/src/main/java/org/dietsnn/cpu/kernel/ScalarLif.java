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
  public static long step(
      int from,
      Reset reset,
      float leak,
      float theta,
      float silent,
      int count,
      float[] current,
      int iStart,
      float[] state,
      int vStart,
      float[] potential,
      int uStart) {
    long spikes = 0;
    for (int i = from; i < count; i++) {
      float v = state[vStart + i];
      float u = leak * v + current[iStart + i];
      if (reset == Reset.SOFT_UNLEAKED && v > silent) {
        u -= theta;
      }
      boolean fired = u > silent;
      potential[uStart + i] = u;
      if (fired) {
        spikes |= 1L << i;
      }
      state[vStart + i] = fired ? afterSpike(reset, u, theta) : u;
    }
    return spikes;
  }

  /** See {@link FloatKernels#lifRun}; adds its spikes to the words. */
  public static void run(
      int from,
      Reset reset,
      float leak,
      float theta,
      float silent,
      int steps,
      int count,
      float[] current,
      int iStart,
      int iStride,
      long[] spikes,
      int sStart,
      int sStride) {
    for (int i = from; i < count; i++) {
      float v = 0;
      for (int t = 0; t < steps; t++) {
        float u = leak * v + current[iStart + t * iStride + i];
        if (reset == Reset.SOFT_UNLEAKED && v > silent) {
          u -= theta;
        }
        boolean fired = u > silent;
        if (fired) {
          spikes[sStart + t * sStride] |= 1L << i;
        }
        v = fired ? afterSpike(reset, u, theta) : u;
      }
    }
  }

  private static float afterSpike(Reset reset, float u, float theta) {
    return switch (reset) {
      case SOFT -> u - theta;
      case SOFT_UNLEAKED -> u;
      case HARD -> 0f;
    };
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
    float overTheta = 1f / theta;
    for (int i = from; i < count; i++) {
      float z = potential[uStart + i] * overTheta - 1f;
      gradient[gStart + i] *= gamma * Math.max(0f, 1f - Math.abs(z));
    }
  }

  /** See {@link FloatKernels#lifStepBack}. */
  public static void stepBack(
      int from,
      Reset reset,
      float leak,
      float theta,
      float silent,
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
    float overTheta = 1f / theta;
    for (int i = from; i < count; i++) {
      float u = potential[uStart + i];
      float before = previous[pStart + i];
      float g = gradient[gStart + i] * overTheta;
      float c = carry[carryStart + i];
      boolean fired = u > silent;
      boolean firedBefore = before > silent;
      float du = g + (reset == Reset.HARD && fired ? 0f : c);
      float carried = before;
      float thetaTerm = -(g * u * overTheta);
      if (reset == Reset.SOFT) {
        carried = firedBefore ? before - theta : before;
        thetaTerm -= fired ? c : 0f;
      } else if (reset == Reset.SOFT_UNLEAKED) {
        thetaTerm -= firedBefore ? du : 0f;
      } else {
        carried = firedBefore ? 0f : before;
      }
      gradient[gStart + i] = du;
      carry[carryStart + i] = leak * du;
      leakTerms[i] += carried * du;
      thetaTerms[i] += thetaTerm;
    }
  }
}
