package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * Sets of time steps into which the spike trains of a source are divided, so that a row of weights
 * is added once for all steps of a set: {@code I(t) = sum over the sets m that contain t of S(m)},
 * where {@code S(m)} is the current of the neurons that have {@code m} in their train. With direct
 * encoding many neurons fire at the same few combinations of steps, because what drives them
 * changes little. The weight gradient shares rows of summed gradients in the same way.
 *
 * <p>The first sets are the single steps, in their order; those of several steps follow, the larger
 * before the smaller. A train is divided greedily: it gives the steps of the first large set that
 * it contains, then looks for the next, and what is left goes step by step. Long trains are divided
 * in segments of a few steps. One object serves one thread at a time.
 */
public final class StepSets {
  /** Most steps of a segment. */
  private static final int SEGMENT = 6;

  /** Rows of weights per window that a set must save to be worth its place. */
  private static final double COST = 32;

  /** Words of spikes per step that are looked at to choose the sets. */
  private static final int SAMPLE = 128;

  private int steps;
  private int count;
  private int[] first = new int[0];
  private int[] members = new int[0];
  private int[] into = new int[0];
  private int[] rest = new int[0];
  private final int[] trains = new int[1 << SEGMENT];
  private final int[] counts = new int[1 << SEGMENT];
  private final int[] busySteps = new int[SEGMENT];
  private final long[] split = new long[1 << SEGMENT];

  /**
   * Chooses the sets for one image.
   *
   * @param words spikes of the source {@code [step][stride]}
   * @param start the first of them
   * @param stride words of a step
   * @param timeSteps T
   * @param windows windows of weights that see an input, per window
   * @param most most sets, the single steps among them
   */
  public void choose(long[] words, int start, int stride, int timeSteps, double windows, int most) {
    steps = timeSteps;
    count = timeSteps;
    makeRoom(timeSteps);
    for (int t = 0; t < timeSteps; t++) {
      first[t] = t;
      members[t] = 1;
    }
    int segments = (timeSteps + SEGMENT - 1) / SEGMENT;
    int step = Math.max(1, stride / SAMPLE) | 1;
    double rows = windows * step;
    for (int segment = 0; segment < segments; segment++) {
      int from = segment * timeSteps / segments;
      int length = (segment + 1) * timeSteps / segments - from;
      if (length == 1) {
        continue;
      }
      countTrains(words, start + from * stride, stride, length, step);
      for (int size = length; size > 1; size--) {
        for (int set = 3; set < 1 << length && count < most; set++) {
          if (Integer.bitCount(set) == size && trains[set] * (size - 1) * rows > COST) {
            makeRoom(count + 1);
            first[count] = from;
            members[count++] = set;
          }
        }
      }
      chain(from);
    }
  }

  /**
   * Finds for each set of a segment the largest set within it, which it is added to instead of the
   * steps that both have.
   */
  private void chain(int segment) {
    for (int set = steps; set < count; set++) {
      if (first[set] == segment) {
        int next = set + 1;
        while (next < count && (members[next] & ~members[set]) != 0) {
          next++;
        }
        into[set] = next < count ? next : -1;
        rest[set] = next < count ? members[set] & ~members[next] : members[set];
      }
    }
  }

  private void makeRoom(int length) {
    if (first.length < length) {
      first = Arrays.copyOf(first, Math.max(length, 2 * first.length));
      members = Arrays.copyOf(members, first.length);
      into = Arrays.copyOf(into, first.length);
      rest = Arrays.copyOf(rest, first.length);
    }
  }

  /** Counts the trains of a sample; silent steps, which have no part in any, cost nothing. */
  private void countTrains(long[] words, int start, int stride, int length, int step) {
    Arrays.fill(trains, 0);
    int busy = 0;
    for (int t = 0; t < length; t++) {
      int from = start + t * stride;
      if (!silent(words, from, from + stride, step)) {
        busySteps[busy++] = t;
      }
    }
    if (busy < 2) {
      return;
    }
    for (int i = start; i < start + stride; i += step) {
      split[0] = -1;
      for (int b = 0; b < busy; b++) {
        long fired = words[i + busySteps[b] * stride];
        for (int train = 0; train < 1 << b; train++) {
          split[train | 1 << b] = split[train] & fired;
          split[train] &= ~fired;
        }
      }
      for (int train = 1; train < 1 << busy; train++) {
        counts[train] += Long.bitCount(split[train]);
      }
    }
    for (int train = 1; train < 1 << busy; train++) {
      int shared = 0;
      for (int b = 0; b < busy; b++) {
        shared |= (train >>> b & 1) << busySteps[b];
      }
      trains[shared] = counts[train];
      counts[train] = 0;
    }
  }

  private static boolean silent(long[] words, int from, int to, int step) {
    for (int i = from; i < to; i += step) {
      if (words[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Sets, of which the first are the single steps. */
  public int count() {
    return count;
  }

  /** The step that the lowest bit of the {@link #members} of a set stands for. */
  public int first(int set) {
    return first[set];
  }

  /** The steps of a set, as bits. */
  public int members(int set) {
    return members[set];
  }

  /**
   * Divides the trains of one image.
   *
   * @param words spikes of the source {@code [step][stride]}, with room for all sets; modified: the
   *     neurons whose train has a set, set by set
   * @param start the first of them
   * @param stride words of a step
   */
  public void divide(long[] words, int start, int stride) {
    for (int set = steps; set < count; set++) {
      int target = start + set * stride;
      int from = start + first[set] * stride;
      int left = members[set];
      Arrays.fill(words, target, target + stride, -1L);
      while (left != 0) {
        int source = from + Integer.numberOfTrailingZeros(left) * stride;
        for (int i = 0; i < stride; i++) {
          words[target + i] &= words[source + i];
        }
        left &= left - 1;
      }
      left = members[set];
      while (left != 0) {
        int source = from + Integer.numberOfTrailingZeros(left) * stride;
        for (int i = 0; i < stride; i++) {
          words[source + i] ^= words[target + i];
        }
        left &= left - 1;
      }
    }
  }

  /** Additions of {@link #combine} for each float of a set. */
  public int additions() {
    int additions = 0;
    for (int set = steps; set < count; set++) {
      additions += Integer.bitCount(rest[set]) + (into[set] < 0 ? 0 : 1);
    }
    return additions;
  }

  /**
   * Adds what the larger sets bring to the currents of their steps.
   *
   * @param length floats of one set
   * @param currents {@code [set][length]}; modified: those of the single steps become the sums,
   *     those of other sets lose their meaning
   * @param start the first element of the first set
   * @param stride distance of two sets
   */
  public void combine(FloatKernels kernels, int length, float[] currents, int start, int stride) {
    for (int set = steps; set < count; set++) {
      int source = start + set * stride;
      if (into[set] >= 0) {
        kernels.add(length, currents, source, currents, start + into[set] * stride);
      }
      int left = rest[set];
      while (left != 0) {
        int step = first[set] + Integer.numberOfTrailingZeros(left);
        kernels.add(length, currents, source, currents, start + step * stride);
        left &= left - 1;
      }
    }
  }
}
