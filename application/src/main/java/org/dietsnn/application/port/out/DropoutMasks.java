package org.dietsnn.application.port.out;

import java.util.Map;

/**
 * Which neurons dropout silences in one training step, and the factor on the others (inverted
 * scaling, 1 / (1 - rate)).
 *
 * @param scale factor on the spikes of neurons that are kept
 * @param kept by population index: bit {@code image * neurons + neuron} of the words (least
 *     significant bit first) is set if the neuron is kept; neurons in canonical order channel, row,
 *     column. Populations without an entry have no dropout. The arrays are shared, not copied: do
 *     not modify.
 */
public record DropoutMasks(double scale, Map<Integer, long[]> kept) {
  public DropoutMasks {
    kept = Map.copyOf(kept);
  }

  /** No dropout anywhere. */
  public static DropoutMasks none() {
    return new DropoutMasks(1, Map.of());
  }

  /** Whether a neuron is kept; true for populations without dropout. */
  public boolean keeps(int population, int neurons, int image, int neuron) {
    long[] words = kept.get(population);
    if (words == null) {
      return true;
    }
    long bit = (long) image * neurons + neuron;
    return (words[(int) (bit >>> 6)] >>> (bit & 63) & 1) != 0;
  }
}
