package org.dietsnn.acceptance.fuzz;

import java.util.SplittableRandom;

/** One way to spoil an input. */
@FunctionalInterface
interface Mutator {
  /**
   * A spoiled copy.
   *
   * @param input not modified
   */
  byte[] mutate(byte[] input, SplittableRandom random);
}
