package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Synapse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiredSpikesTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void spikesAreKeptUntilTheirLastReaderHasFired(long seed) {
    Network network = RandomCase.draw(seed, true, 1).network();
    FiredSpikes spikes =
        new FiredSpikes(NetworkPlan.of(KernelChoice.of("plain").kernels(), network), 1);
    for (int fired : network.spikingPopulations()) {
      if (spikes.wanted(fired)) {
        spikes.add(fired, 2);
      }

      spikes.release(fired);

      Set<Integer> read = new HashSet<>();
      for (int later : network.spikingPopulations()) {
        if (later > fired) {
          addSources(network, later, read);
        }
      }
      for (int p : network.spikingPopulations()) {
        boolean expected = p <= fired && read.contains(p);
        assertThat(spikes.kept(p)).as("%d after %d", p, fired).isEqualTo(expected);
      }
    }
  }

  private static void addSources(Network network, int p, Set<Integer> read) {
    for (Synapse synapse : network.population(p).synapses()) {
      read.add(synapse.source());
      if (synapse.source() > 0 && !network.population(synapse.source()).spiking()) {
        addSources(network, synapse.source(), read);
      }
    }
  }
}
