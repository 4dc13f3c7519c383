package org.dietsnn.application.service;

import java.util.SplittableRandom;

/**
 * Independent random streams derived from one seed, a purpose and counters. No state is carried
 * from epoch to epoch, so that a resumed run draws what the uninterrupted one would have drawn.
 */
enum Randomness {
  SPLIT(1),
  SHUFFLE(2),
  AUGMENTATION(3),
  DROPOUT(4),
  CALIBRATION(5),
  BENCHMARK_IMAGES(6),
  BENCHMARK_LABELS(7),
  IMAGE_PART(8);

  private final long purpose;

  Randomness(long purpose) {
    this.purpose = purpose;
  }

  /** The stream for this purpose and these counters. */
  SplittableRandom stream(long seed, long first, long second) {
    long mixed = mix(seed + GOLDEN_GAMMA * purpose);
    mixed = mix(mixed ^ mix(first + GOLDEN_GAMMA));
    return new SplittableRandom(mix(mixed ^ mix(second + 2 * GOLDEN_GAMMA)));
  }

  /** A uniformly random order of 0 .. n-1 (Fisher and Yates). */
  static int[] permutation(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The finaliser of MurmurHash3 in Stafford's variant 13, as in java.util.SplittableRandom. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
