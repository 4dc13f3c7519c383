package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.domain.network.Synapse;

/**
 * The spikes of populations that a probe has fired, one bit each, for as long as a population that
 * has not been fired yet looks at them.
 */
final class FiredSpikes {
  private final NetworkPlan plan;
  private final int images;
  private final int[] lastReader;
  private final long[][][] bits;

  FiredSpikes(NetworkPlan plan, int images) {
    this.plan = plan;
    this.images = images;
    this.lastReader = new int[plan.populations()];
    this.bits = new long[plan.populations()][][];
    for (int p : plan.network().spikingPopulations()) {
      markSources(p, p);
    }
  }

  /** What rectifies is computed anew from its own sources, so its reader reads these too. */
  private void markSources(int p, int reader) {
    for (Synapse synapse : plan.population(p).synapses()) {
      int source = synapse.source();
      lastReader[source] = Math.max(lastReader[source], reader);
      if (source > 0 && !plan.population(source).spiking()) {
        markSources(source, reader);
      }
    }
  }

  /** Whether a spiking population after this one looks at its spikes. */
  boolean wanted(int p) {
    return lastReader[p] > p;
  }

  /** Whether the spikes of a population are here. */
  boolean kept(int p) {
    return bits[p] != null;
  }

  /** Begins to keep a population, silent at all steps. */
  void add(int p, int steps) {
    bits[p] = new long[steps][images * words(p)];
  }

  /** Lets go of what only populations up to this one, just fired, look at. */
  void release(int fired) {
    for (int p = 0; p <= fired; p++) {
      if (lastReader[p] <= fired) {
        bits[p] = null;
      }
    }
  }

  /** Lets go of everything. */
  void clear() {
    Arrays.fill(bits, null);
  }

  /** Keeps the non-zero outputs of one image at one step, which was silent before. */
  void set(int p, int step, int image, float[] output, int start) {
    long[] own = bits[p][step];
    int first = image * words(p);
    for (int i = 0; i < plan.neurons(p); i++) {
      if (output[start + i] != 0) {
        own[first + (i >>> 6)] |= 1L << i;
      }
    }
  }

  /** Writes the spikes of one image at one step, 0 or 1; output is modified. */
  void get(int p, int step, int image, float[] output, int start) {
    long[] own = bits[p][step];
    int first = image * words(p);
    for (int i = 0; i < plan.neurons(p); i++) {
      output[start + i] = own[first + (i >>> 6)] >>> i & 1;
    }
  }

  private int words(int p) {
    return (plan.neurons(p) + 63) >>> 6;
  }
}
