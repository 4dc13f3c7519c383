package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.FloatKernels;

/**
 * The channels of a population that a call is about: whole blocks of 64.
 *
 * @param from first block
 * @param to end of the blocks
 * @param channels channels of the population
 */
record Blocks(int from, int to, int channels) {
  /** All channels of a population. */
  static Blocks all(NetworkPlan plan, int p) {
    return new Blocks(0, plan.blocks(p), plan.population(p).shape().channels());
  }

  int firstChannel() {
    return from * Long.SIZE;
  }

  /** How many channels there are. */
  int width() {
    return Math.min(channels, to * Long.SIZE) - firstChannel();
  }

  /** Copies or adds these channels of {@code count} neurons; target is modified. */
  void put(
      FloatKernels kernels,
      int count,
      float[] source,
      int sourceStart,
      float[] target,
      int start,
      boolean accumulate) {
    if (width() == channels) {
      put(kernels, accumulate, count, source, sourceStart, target, start);
      return;
    }
    for (int i = firstChannel(); i < count; i += channels) {
      put(kernels, accumulate, width(), source, sourceStart + i, target, start + i);
    }
  }

  /** Copies or adds floats; to is modified. */
  static void put(
      FloatKernels kernels,
      boolean accumulate,
      int count,
      float[] from,
      int fromStart,
      float[] to,
      int toStart) {
    if (accumulate) {
      kernels.add(count, from, fromStart, to, toStart);
    } else {
      System.arraycopy(from, fromStart, to, toStart, count);
    }
  }
}
