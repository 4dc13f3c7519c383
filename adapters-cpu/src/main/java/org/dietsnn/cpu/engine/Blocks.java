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
      kernels.put(count, source, sourceStart, target, start, accumulate);
      return;
    }
    for (int i = firstChannel(); i < count; i += channels) {
      kernels.put(width(), source, sourceStart + i, target, start + i, accumulate);
    }
  }
}
