package org.dietsnn.domain.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/**
 * Counts over some images, all time steps together. Spikes of a population are its non-zero outputs
 * (for an ANN: the activations above zero), before dropout.
 *
 * @param images number of images
 * @param timeSteps time steps for which each image was presented
 * @param spikes spikes emitted, by population
 * @param arriving spikes that a synapse reads, by population and synapse: those inside the area
 *     that its pooling windows cover, so fewer than were emitted where odd sizes are floored
 * @param multiplies multiplications the kernels executed in synapses
 * @param accumulates additions of a weight or a product the kernels executed in synapses
 */
public record Activity(
    long images,
    int timeSteps,
    List<Long> spikes,
    List<List<Long>> arriving,
    long multiplies,
    long accumulates) {
  public Activity {
    spikes = List.copyOf(spikes);
    arriving = arriving.stream().map(List::copyOf).toList();
  }

  /**
   * The sum of two counts for the same network and number of time steps.
   *
   * @throws IllegalArgumentException if the time steps differ
   */
  public Activity plus(Activity other) {
    if (timeSteps != other.timeSteps) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cannot add activity over %d and %d time steps",
              timeSteps,
              other.timeSteps));
    }
    List<List<Long>> sums = new ArrayList<>();
    for (int p = 0; p < arriving.size(); p++) {
      sums.add(sum(arriving.get(p), other.arriving.get(p)));
    }
    return new Activity(
        images + other.images,
        timeSteps,
        sum(spikes, other.spikes),
        sums,
        multiplies + other.multiplies,
        accumulates + other.accumulates);
  }

  private static List<Long> sum(List<Long> a, List<Long> b) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      sums.add(a.get(i) + b.get(i));
    }
    return sums;
  }

  /** Spikes per neuron and image over all time steps. */
  public double spikesPerNeuron(Network network, int population) {
    return (double) spikes.get(population)
        / ((double) images * network.population(population).shape().neurons());
  }

  /** Spikes per neuron, image and time step: the share of neurons that fire in a step. */
  public double spikeRate(Network network, int population) {
    return spikesPerNeuron(network, population) / timeSteps;
  }

  /** Spikes per neuron and image over all time steps, averaged over all spiking populations. */
  public double meanSpikesPerNeuron(Network network) {
    double spikeSum = 0;
    double neurons = 0;
    for (int p : network.spikingPopulations()) {
      spikeSum += spikes.get(p);
      neurons += (double) images * network.population(p).shape().neurons();
    }
    return neurons == 0 ? 0 : spikeSum / neurons;
  }

  /**
   * Spikes per presynaptic neuron that a synapse reads, per image over all time steps.
   *
   * @param population index of the postsynaptic population
   * @param synapse index among its synapses
   */
  public double arrivingPerNeuron(Network network, int population, int synapse) {
    Population target = network.population(population);
    Synapse through = target.synapses().get(synapse);
    int window = through.pooling();
    double read = (double) network.sourceShape(through).pooled(window).neurons() * window * window;
    return arriving.get(population).get(synapse) / (images * read);
  }
}
