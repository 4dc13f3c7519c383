package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The gradients of populations' outputs, as many as are needed at a time: an array that a
 * population has given back is another's next. Not thread-safe.
 */
final class GradientArrays {
  private final List<float[]> free = new ArrayList<>();
  private final float[][] held;

  GradientArrays(int populations) {
    this.held = new float[populations][];
  }

  /** Whether a population has an array. */
  boolean holds(int p) {
    return held[p] != null;
  }

  /** The array of a population that has one. */
  float[] of(int p) {
    return held[p];
  }

  /** Gives a population an array of at least so many elements, of any content. */
  float[] take(int p, int length) {
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      if (best < 0 || better(free.get(i).length, free.get(best).length, length)) {
        best = i;
      }
    }
    float[] array = best < 0 ? new float[0] : free.remove(best);
    held[p] = array.length >= length ? array : new float[length];
    return held[p];
  }

  /** The smallest that is long enough, else the longest, which is then replaced. */
  private static boolean better(int candidate, int best, int wanted) {
    if (candidate >= wanted) {
      return best < wanted || candidate < best;
    }
    return best < wanted && candidate > best;
  }

  /** Takes the array of a population back. */
  void giveBack(int p) {
    free.add(held[p]);
    held[p] = null;
  }

  /** Takes all arrays back. */
  void giveBackAll() {
    for (int p = 0; p < held.length; p++) {
      if (held[p] != null) {
        giveBack(p);
      }
    }
  }
}
