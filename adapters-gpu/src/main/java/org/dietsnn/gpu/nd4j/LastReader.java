package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/** Until when the outputs of a population are needed. */
final class LastReader {
  private LastReader() {}

  /**
   * The last population that reads this one; itself if none does. The output is needed for good.
   */
  static int of(Network network, int source) {
    int end = network.populations().size();
    if (source == end - 1) {
      return end;
    }
    int last = source;
    for (int p = source + 1; p < end; p++) {
      Population reader = network.population(p);
      for (Synapse synapse : reader.synapses()) {
        last = synapse.source() == source ? p : last;
      }
    }
    return last;
  }
}
