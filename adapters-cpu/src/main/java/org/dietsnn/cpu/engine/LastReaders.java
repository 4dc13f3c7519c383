package org.dietsnn.cpu.engine;

import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/** For how long a walk through the spiking populations needs the outputs of each population. */
final class LastReaders {
  private final int[] lastReader;

  LastReaders(NetworkPlan plan) {
    this.lastReader = new int[plan.populations()];
    for (int p : plan.network().spikingPopulations()) {
      for (int q = 1; q <= p; q++) {
        // What rectifies is computed when the next population that spikes is looked at.
        boolean computed =
            q == p || (!plan.population(q).spiking() && noSpikingBetween(plan, q, p));
        if (computed) {
          markSources(plan.population(q), p);
        }
      }
    }
  }

  private static boolean noSpikingBetween(NetworkPlan plan, int from, int to) {
    for (int p = from; p < to; p++) {
      if (plan.population(p).spiking()) {
        return false;
      }
    }
    return true;
  }

  private void markSources(Population population, int reader) {
    for (Synapse synapse : population.synapses()) {
      lastReader[synapse.source()] = Math.max(lastReader[synapse.source()], reader);
    }
  }

  /** Whether a spiking population after this one needs it. */
  boolean wanted(int p) {
    return lastReader[p] > p;
  }

  /** Whether nothing after this spiking population needs {@code p}. */
  boolean done(int p, int spiking) {
    return lastReader[p] <= spiking;
  }
}
