package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Large arrays that one population has done with and another can use: potentials and gradients of
 * outputs live for a part of a training step only. Not thread-safe.
 */
final class SpareArrays {
  private final List<float[]> free = new ArrayList<>();

  /** An array of at least so many elements, of any content. */
  float[] take(int length) {
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      if (best < 0 || better(free.get(i).length, free.get(best).length, length)) {
        best = i;
      }
    }
    float[] array = best < 0 ? new float[0] : free.remove(best);
    return array.length >= length ? array : new float[length];
  }

  /** The smallest that is long enough, else the longest, which is then replaced. */
  private static boolean better(int candidate, int best, int wanted) {
    if (candidate >= wanted) {
      return best < wanted || candidate < best;
    }
    return best < wanted && candidate > best;
  }

  /** Takes an array that is no longer used. */
  void giveBack(float[] array) {
    free.add(array);
  }
}
