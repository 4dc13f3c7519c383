package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StepSetsTest {
  private static final int WORDS = 3;
  private static final int NEURONS = WORDS * Long.SIZE;

  private final StepSets sets = new StepSets();

  @Property(tries = 200)
  void theSetsOfANeuronAreDisjointAndMakeUpItsSpikes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int steps) {
    long[] spikes = trains(new Random(seed), steps);

    long[] words = divide(spikes, steps, 3 * steps);

    assertThat(combined(words, steps)).containsExactly(numbers(spikes));
  }

  @Test
  void neuronsThatFireAtTheSameStepsShareOneSet() {
    long[] spikes = new long[3 * WORDS];
    Arrays.fill(spikes, WORDS, 3 * WORDS, -1L);

    long[] words = divide(spikes, 3, 9);

    assertThat(sets.count()).isEqualTo(4);
    assertThat(Arrays.copyOf(words, 3 * WORDS)).containsOnly(0L);
    assertThat(Arrays.copyOfRange(words, 3 * WORDS, 4 * WORDS)).containsOnly(-1L);
  }

  @Test
  void trainsThatFewNeuronsHaveGoStepByStep() {
    long[] spikes = new long[3 * WORDS];
    spikes[WORDS] = 0b1011;
    spikes[2 * WORDS] = 0b1011;

    long[] words = divide(spikes, 3, 9);

    assertThat(sets.count()).isEqualTo(3);
    assertThat(Arrays.copyOf(words, 3 * WORDS)).isEqualTo(spikes);
  }

  @Test
  void thereAreNoMoreSetsThanAllowed() {
    long[] spikes = trains(new Random(1), 12);
    divide(spikes, 12, 36);
    assertThat(sets.count()).isGreaterThan(14);

    long[] words = divide(spikes, 12, 14);

    assertThat(sets.count()).isEqualTo(14);
    assertThat(combined(words, 12)).containsExactly(numbers(spikes));
  }

  /** Each neuron with a train of its own, or with one that many have. */
  private static long[] trains(Random random, int steps) {
    int[] common = random.ints(4).toArray();
    long[] spikes = new long[steps * WORDS];
    for (int neuron = 0; neuron < NEURONS; neuron++) {
      int train = random.nextBoolean() ? common[random.nextInt(4)] : random.nextInt();
      for (int t = 0; t < steps; t++) {
        spikes[t * WORDS + neuron / 64] |= (train >>> t & 1L) << neuron;
      }
    }
    return spikes;
  }

  private long[] divide(long[] spikes, int steps, int most) {
    long[] words = Arrays.copyOf(spikes, most * WORDS);
    sets.choose(words, 0, WORDS, steps, 1, most);
    sets.divide(words, 0, WORDS);
    return words;
  }

  /** Spikes of each step, summed over the sets that contain it. */
  private float[] combined(long[] words, int steps) {
    float[] currents = numbers(words);
    sets.combine(new PlainKernels(), NEURONS, currents, 0, NEURONS);
    return Arrays.copyOf(currents, steps * NEURONS);
  }

  private static float[] numbers(long[] words) {
    float[] numbers = new float[words.length * Long.SIZE];
    SpikeWords.unpack(words.length, Long.SIZE, words, 0, 1f, numbers, 0);
    return numbers;
  }
}
