package org.dietsnn.acceptance.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The inputs of one reader, each of which depends on its number alone, so that any of them can be
 * made again.
 */
final class Mutations {
  /** One in so many inputs is spliced from two seeds. */
  private static final int SPLICED = 12;

  private static final int MOST_AT_ONCE = 4;

  private final List<byte[]> seeds;
  private final List<Mutator> ofBytes = ByteMutators.all();
  private final List<Mutator> ofStructure;
  private final long seed;

  Mutations(FuzzedReader reader, long seed) throws IOException {
    this.seeds = reader.seeds();
    this.ofStructure = new ArrayList<>(reader.mutators());
    this.seed = seed ^ reader.name().hashCode();
  }

  /** The input of a number. */
  byte[] input(int number) {
    SplittableRandom random =
        new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L);
    byte[] input = seeds.get(random.nextInt(seeds.size()));
    if (random.nextInt(SPLICED) == 0) {
      input = ByteMutators.splice(input, seeds.get(random.nextInt(seeds.size())), random);
    }
    for (int i = 1 + random.nextInt(MOST_AT_ONCE); i > 0; i--) {
      List<Mutator> from = !ofStructure.isEmpty() && random.nextBoolean() ? ofStructure : ofBytes;
      input = from.get(random.nextInt(from.size())).mutate(input, random);
    }
    return input;
  }
}
