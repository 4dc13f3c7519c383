package org.dietsnn.application.session;

import org.dietsnn.domain.network.Network;

/** Where a walk through the spiking populations stands. Not thread-safe. */
public final class ProbeOrder {
  private final Network network;
  private final int[] spiking;
  private int fired;
  private boolean closed;

  /** A walk that has not fired any population. */
  public ProbeOrder(Network network) {
    this.network = network;
    this.spiking = network.spikingPopulations();
  }

  /**
   * For a call about a population.
   *
   * @throws IllegalArgumentException if the population does not fire
   * @throws IllegalStateException if it is not the next one to be fired, or the probe is closed
   */
  public void requireNext(int population) {
    if (closed) {
      throw new IllegalStateException("the probe is closed; begin another one");
    }
    if (population < 0
        || population >= network.populations().size()
        || !network.population(population).spiking()) {
      throw new IllegalArgumentException("population number " + population + " does not fire");
    }
    if (fired == spiking.length) {
      throw new IllegalStateException(
          "population number %d: all %d spiking populations have been fired"
              .formatted(population, spiking.length));
    }
    if (population != spiking[fired]) {
      throw new IllegalStateException(
          "population number %d is out of order; the next one to look at or fire is number %d"
              .formatted(population, spiking[fired]));
    }
  }

  /**
   * Checks a threshold.
   *
   * @throws IllegalArgumentException unless it is finite and &gt; 0
   */
  public void requireThreshold(int population, double threshold) {
    if (!(threshold > 0 && Double.isFinite(threshold))) {
      throw new IllegalArgumentException(
          "threshold of population %s must be finite and > 0, found %s"
              .formatted(network.population(population).name(), threshold));
    }
  }

  /** The present population has been fired. */
  public void fired() {
    fired++;
  }

  /** From now on every call is refused. */
  public void close() {
    closed = true;
  }
}
