package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.dietsnn.cpu.kernel.ScalarLif;
import org.dietsnn.domain.neuron.Reset;

/** The neuron kernels; the same operations in the same order as {@link ScalarLif}. */
final class VectorLif {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorLif() {}

  static long step(
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
    int bound = SPECIES.loopBound(count);
    long spikes = 0;
    for (int i = 0; i < bound; i += LANES) {
      FloatVector v = fromArray(SPECIES, state, vStart + i);
      FloatVector u = v.mul(leak).add(fromArray(SPECIES, current, iStart + i));
      if (reset == Reset.SOFT_UNLEAKED) {
        u = u.sub(theta, v.compare(VectorOperators.GT, silent));
      }
      VectorMask<Float> fired = u.compare(VectorOperators.GT, silent);
      u.intoArray(potential, uStart + i);
      spikes |= fired.toLong() << i;
      if (reset == Reset.SOFT) {
        u = u.sub(theta, fired);
      } else if (reset == Reset.HARD) {
        u = u.blend(0f, fired);
      }
      u.intoArray(state, vStart + i);
    }
    if (bound == count) {
      return spikes;
    }
    return spikes
        | ScalarLif.step(
            bound, reset, leak, theta, silent, count, current, iStart, state, vStart, potential,
            uStart);
  }

  static void linearSurrogate(
      float gamma,
      float theta,
      int count,
      float[] potential,
      int uStart,
      float[] gradient,
      int gStart) {
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector z = fromArray(SPECIES, potential, uStart + i).div(theta).sub(1f);
      FloatVector derivative = broadcast(SPECIES, 1f).sub(z.abs()).max(0f).mul(gamma);
      fromArray(SPECIES, gradient, gStart + i).mul(derivative).intoArray(gradient, gStart + i);
    }
    ScalarLif.linearSurrogate(bound, gamma, theta, count, potential, uStart, gradient, gStart);
  }

  static void stepBack(
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
    int bound = SPECIES.loopBound(count);
    float thetaSquared = theta * theta;
    float subtracted = reset == Reset.SOFT ? theta : 0f;
    float kept = reset == Reset.HARD ? 1f : 0f;
    float carryOnSpike = reset == Reset.SOFT ? 1f : 0f;
    float gradientOnSpike = reset == Reset.SOFT_UNLEAKED ? 1f : 0f;
    for (int i = 0; i < bound; i += LANES) {
      FloatVector u = fromArray(SPECIES, potential, uStart + i);
      FloatVector before = fromArray(SPECIES, previous, pStart + i);
      FloatVector g = fromArray(SPECIES, gradient, gStart + i);
      FloatVector c = fromArray(SPECIES, carry, carryStart + i);
      FloatVector s = spike(u, silent);
      FloatVector spikeBefore = spike(before, silent);
      FloatVector du = g.div(theta).add(broadcast(SPECIES, 1f).sub(s.mul(kept)).mul(c));
      FloatVector carried = before.sub(spikeBefore.mul(subtracted));
      carried = carried.mul(broadcast(SPECIES, 1f).sub(spikeBefore.mul(kept)));
      FloatVector thetaTerm = g.mul(u).div(thetaSquared).neg();
      thetaTerm = thetaTerm.sub(s.mul(carryOnSpike).mul(c));
      thetaTerm = thetaTerm.sub(spikeBefore.mul(gradientOnSpike).mul(du));
      du.intoArray(gradient, gStart + i);
      du.mul(leak).intoArray(carry, carryStart + i);
      carried.mul(du).intoArray(leakTerms, i);
      thetaTerm.intoArray(thetaTerms, i);
    }
    ScalarLif.stepBack(
        bound,
        reset,
        leak,
        theta,
        silent,
        count,
        potential,
        uStart,
        previous,
        pStart,
        gradient,
        gStart,
        carry,
        carryStart,
        leakTerms,
        thetaTerms);
  }

  private static FloatVector spike(FloatVector potential, float silent) {
    return broadcast(SPECIES, 0f).blend(1f, potential.compare(VectorOperators.GT, silent));
  }
}
