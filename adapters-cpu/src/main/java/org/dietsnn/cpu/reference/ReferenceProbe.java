package org.dietsnn.cpu.reference;

import java.util.Arrays;
import java.util.List;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.session.ProbeOrder;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Network;

/** Advances all images population by population, and sorts to find an order statistic. */
final class ReferenceProbe implements CurrentProbe {
  private final Network network;
  private final List<Presentation> images;
  private final ProbeOrder order;
  private int computed;

  /**
   * A probe that has not fired anything.
   *
   * @param images presentations that have not been run; modified
   */
  ReferenceProbe(Network network, List<Presentation> images) {
    this.network = network;
    this.images = images;
    this.order = new ProbeOrder(network);
  }

  @Override
  public double[] currents(int population, PercentileRule rule) {
    order.requireNext(population);
    computeBefore(population);
    int steps = images.get(0).timeSteps();
    int neurons = network.population(population).shape().neurons();
    double[][] all = new double[steps][images.size() * neurons];
    for (int n = 0; n < images.size(); n++) {
      double[][] currents = images.get(n).currents(population);
      for (int t = 0; t < steps; t++) {
        System.arraycopy(currents[t], 0, all[t], n * neurons, neurons);
      }
    }
    double[] statistics = new double[steps];
    for (int t = 0; t < steps; t++) {
      Arrays.sort(all[t]);
      statistics[t] = all[t][rule.rank(all[t].length) - 1];
    }
    return statistics;
  }

  @Override
  public double spikeRate(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    computeBefore(population);
    double spikes = 0;
    double chances = 0;
    for (Presentation image : images) {
      // Firing again with another threshold replaces what this leaves behind.
      image.fire(population, threshold);
      for (double[] emitted : image.emitted[population]) {
        spikes += Arrays.stream(emitted).sum();
        chances += emitted.length;
      }
    }
    return spikes / chances;
  }

  @Override
  public void fire(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    computeBefore(population);
    images.forEach(image -> image.fire(population, threshold));
    computed = population;
    order.fired();
  }

  /** Runs populations that do not fire and lie before the next one that does. */
  private void computeBefore(int population) {
    while (computed + 1 < population) {
      computed++;
      int p = computed;
      images.forEach(image -> image.fire(p, 0));
    }
  }

  @Override
  public void close() {
    order.close();
  }
}
