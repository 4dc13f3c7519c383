package org.dietsnn.application.service;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.domain.network.Network;

/**
 * Draws the dropout masks of a training step. Each neuron is kept with probability 1 - rate,
 * rounded to a multiple of 2^-16.
 */
final class DropoutSampler {
  private static final int RESOLUTION = 1 << 16;

  private final Network network;
  private final int keptOfResolution;
  private final double scale;

  DropoutSampler(Network network, double rate) {
    this.network = network;
    this.keptOfResolution = (int) Math.round((1 - rate) * RESOLUTION);
    this.scale = 1 / (1 - rate);
  }

  /** The masks of one training step; they depend on nothing but the arguments. */
  DropoutMasks draw(long seed, long step, int images) {
    if (keptOfResolution == RESOLUTION) {
      return DropoutMasks.none();
    }
    Map<Integer, long[]> kept = new HashMap<>();
    for (int p = 0; p < network.populations().size(); p++) {
      if (network.population(p).dropout()) {
        long neurons = (long) images * network.population(p).shape().neurons();
        kept.put(p, mask(neurons, Randomness.DROPOUT.stream(seed, step, p)));
      }
    }
    return new DropoutMasks(scale, kept);
  }

  private long[] mask(long neurons, SplittableRandom random) {
    long[] words = new long[Math.toIntExact((neurons + 63) >>> 6)];
    for (int w = 0; w < words.length; w++) {
      long word = 0;
      for (int bit = 0; bit < 64; bit += 4) {
        long draw = random.nextLong();
        word |= keep(draw) << bit;
        word |= keep(draw >>> 16) << (bit + 1);
        word |= keep(draw >>> 32) << (bit + 2);
        word |= keep(draw >>> 48) << (bit + 3);
      }
      words[w] = word;
    }
    return words;
  }

  private long keep(long draw) {
    return (int) (draw & (RESOLUTION - 1)) < keptOfResolution ? 1 : 0;
  }
}
