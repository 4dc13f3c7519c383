package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.dietsnn.cpu.kernel.ScalarLif;
import org.dietsnn.domain.neuron.Reset;

/** The neuron kernels; the same operations in the same order as {@link ScalarLif}. */
final class VectorLif {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /**
   * Whether to take {@link VectorMask#toLong}. The compiler knows it from JDK 18 on (JDK-8273949);
   * before, it makes an object of every mask and goes through it lane by lane. The other way has
   * been tried with up to 16 lanes.
   */
  private static final boolean TAKES_TO_LONG = Runtime.version().feature() >= 18 || LANES > 16;

  private static final FloatVector ZERO = FloatVector.zero(SPECIES);

  /** In lane i a number whose only bit is i. */
  private static final FloatVector POWERS = powers();

  static {
    // The compiler joins no method with its caller as long as a class that the method's parameters
    // name has not been resolved, and before JDK 18 nothing else here would resolve this one.
    Objects.requireNonNull(VectorMask.class);
  }

  private VectorLif() {}

  private static FloatVector powers() {
    int[] powers = new int[LANES];
    for (int i = 0; i < LANES; i++) {
      powers[i] = 1 << i;
    }
    VectorSpecies<Integer> ints = VectorSpecies.of(int.class, SPECIES.vectorShape());
    return IntVector.fromArray(ints, powers, 0).reinterpretAsFloats();
  }

  /** A bit for each lane that is set. */
  private static long bits(VectorMask<Float> lanes) {
    return TAKES_TO_LONG
        ? lanes.toLong()
        : ZERO.blend(POWERS, lanes).reinterpretAsInts().reduceLanes(VectorOperators.OR);
  }

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
      FloatVector u = charge(reset, leak, theta, silent, v, current, iStart + i);
      VectorMask<Float> fired = u.compare(VectorOperators.GT, silent);
      u.intoArray(potential, uStart + i);
      spikes |= bits(fired) << i;
      afterSpike(reset, theta, u, fired).intoArray(state, vStart + i);
    }
    if (bound == count) {
      return spikes;
    }
    return spikes
        | ScalarLif.step(
            bound, reset, leak, theta, silent, count, current, iStart, state, vStart, potential,
            uStart);
  }

  static void run(
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
    int bound = SPECIES.loopBound(count);
    int i = 0;
    if (bound < 4 * LANES) {
      // The first four vectors replace what is there.
      for (int t = 0; t < steps; t++) {
        spikes[sStart + t * sStride] = 0;
      }
    }
    for (; i + 4 * LANES <= bound; i += 4 * LANES) {
      runFour(
          i, reset, leak, theta, silent, steps, current, iStart, iStride, spikes, sStart, sStride);
    }
    for (; i < bound; i += LANES) {
      runOne(
          i, reset, leak, theta, silent, steps, current, iStart, iStride, spikes, sStart, sStride);
    }
    if (bound < count) {
      ScalarLif.run(
          bound, reset, leak, theta, silent, steps, count, current, iStart, iStride, spikes, sStart,
          sStride);
    }
  }

  /**
   * Four vectors side by side, because the steps of one wait for each other; written one after the
   * other, because the compiler moves masks through memory where four live at a time.
   */
  private static void runFour(
      int first,
      Reset reset,
      float leak,
      float theta,
      float silent,
      int steps,
      float[] current,
      int iStart,
      int iStride,
      long[] spikes,
      int sStart,
      int sStride) {
    FloatVector v0 = broadcast(SPECIES, 0f);
    FloatVector v1 = v0;
    FloatVector v2 = v0;
    FloatVector v3 = v0;
    for (int t = 0; t < steps; t++) {
      int at = iStart + t * iStride + first;
      FloatVector u = charge(reset, leak, theta, silent, v0, current, at);
      VectorMask<Float> fired = u.compare(VectorOperators.GT, silent);
      long word = bits(fired);
      v0 = afterSpike(reset, theta, u, fired);
      u = charge(reset, leak, theta, silent, v1, current, at + LANES);
      fired = u.compare(VectorOperators.GT, silent);
      word |= bits(fired) << LANES;
      v1 = afterSpike(reset, theta, u, fired);
      u = charge(reset, leak, theta, silent, v2, current, at + 2 * LANES);
      fired = u.compare(VectorOperators.GT, silent);
      word |= bits(fired) << (2 * LANES);
      v2 = afterSpike(reset, theta, u, fired);
      u = charge(reset, leak, theta, silent, v3, current, at + 3 * LANES);
      fired = u.compare(VectorOperators.GT, silent);
      word |= bits(fired) << (3 * LANES);
      v3 = afterSpike(reset, theta, u, fired);
      int to = sStart + t * sStride;
      spikes[to] = first == 0 ? word : spikes[to] | word << first;
    }
  }

  private static void runOne(
      int first,
      Reset reset,
      float leak,
      float theta,
      float silent,
      int steps,
      float[] current,
      int iStart,
      int iStride,
      long[] spikes,
      int sStart,
      int sStride) {
    FloatVector v = broadcast(SPECIES, 0f);
    for (int t = 0; t < steps; t++) {
      FloatVector u = charge(reset, leak, theta, silent, v, current, iStart + t * iStride + first);
      VectorMask<Float> fired = u.compare(VectorOperators.GT, silent);
      spikes[sStart + t * sStride] |= bits(fired) << first;
      v = afterSpike(reset, theta, u, fired);
    }
  }

  private static FloatVector charge(
      Reset reset, float leak, float theta, float silent, FloatVector v, float[] current, int at) {
    FloatVector u = v.mul(leak).add(fromArray(SPECIES, current, at));
    if (reset == Reset.SOFT_UNLEAKED) {
      u = u.sub(theta, v.compare(VectorOperators.GT, silent));
    }
    return u;
  }

  private static FloatVector afterSpike(
      Reset reset, float theta, FloatVector u, VectorMask<Float> fired) {
    if (reset == Reset.SOFT) {
      return u.sub(theta, fired);
    }
    return reset == Reset.HARD ? u.blend(0f, fired) : u;
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
    float overTheta = 1f / theta;
    for (int i = 0; i < bound; i += LANES) {
      FloatVector z = fromArray(SPECIES, potential, uStart + i).mul(overTheta).sub(1f);
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
    float overTheta = 1f / theta;
    for (int i = 0; i < bound; i += LANES) {
      FloatVector u = fromArray(SPECIES, potential, uStart + i);
      FloatVector before = fromArray(SPECIES, previous, pStart + i);
      FloatVector g = fromArray(SPECIES, gradient, gStart + i).mul(overTheta);
      FloatVector c = fromArray(SPECIES, carry, carryStart + i);
      VectorMask<Float> fired = u.compare(VectorOperators.GT, silent);
      VectorMask<Float> firedBefore = before.compare(VectorOperators.GT, silent);
      FloatVector du = g.add(reset == Reset.HARD ? c.blend(0f, fired) : c);
      FloatVector carried = before;
      FloatVector thetaTerm = g.mul(u).mul(overTheta).neg();
      if (reset == Reset.SOFT) {
        carried = before.sub(theta, firedBefore);
        thetaTerm = thetaTerm.sub(c, fired);
      } else if (reset == Reset.SOFT_UNLEAKED) {
        thetaTerm = thetaTerm.sub(du, firedBefore);
      } else {
        carried = before.blend(0f, firedBefore);
      }
      du.intoArray(gradient, gStart + i);
      du.mul(leak).intoArray(carry, carryStart + i);
      fromArray(SPECIES, leakTerms, i).add(carried.mul(du)).intoArray(leakTerms, i);
      fromArray(SPECIES, thetaTerms, i).add(thetaTerm).intoArray(thetaTerms, i);
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
}
