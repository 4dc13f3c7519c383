package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Synapse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastReadersTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void outputsAreNeededUntilEveryPopulationThatReadsThemHasRun(long seed) {
    Network network = NetworkCase.draw(seed, true, 1).network();
    LastReaders readers =
        new LastReaders(
            NetworkPlan.of(KernelChoice.of("plain").kernels(), network, SpikePath.AUTO));
    int[] spiking = network.spikingPopulations();
    for (int fired : spiking) {
      Set<Integer> read = new HashSet<>();
      for (int later = fired + 1; later <= spiking[spiking.length - 1]; later++) {
        for (Synapse synapse : network.population(later).synapses()) {
          read.add(synapse.source());
        }
      }

      for (int p = 1; p <= fired; p++) {
        assertThat(readers.done(p, fired)).as("%d after %d", p, fired).isEqualTo(!read.contains(p));
      }
      assertThat(readers.wanted(fired)).isEqualTo(read.contains(fired));
    }
  }
}
