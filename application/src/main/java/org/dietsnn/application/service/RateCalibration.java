package org.dietsnn.application.service;

import java.util.Locale;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Thresholds that make every spiking population fire at one rate. What an event-driven engine costs
 * depends on the spikes alone, so this is how networks that nobody has trained are measured.
 *
 * <p>Population by population, given the spikes of those before it, the threshold theta is bisected
 * on a logarithmic scale between the least that training allows and T times the greatest input
 * current, above which nothing can fire. It ends within {@link #TOLERANCE} of the rate; where a
 * population has too few neurons, images and steps for that, with the nearest rate seen.
 *
 * @param timeSteps T, at least 1
 * @param rate wanted spikes per neuron, image and time step, in (0, 1)
 */
public record RateCalibration(int timeSteps, double rate) {
  /** Deviation from the wanted rate, relative to it, at which a search ends. */
  public static final double TOLERANCE = 0.01;

  /** Ratio of the ends of the interval, less 1, at which a search gives up coming closer. */
  private static final double RESOLUTION = 1e-5;

  private static final PercentileRule GREATEST = new PercentileRule(100);

  public RateCalibration {
    if (timeSteps < 1) {
      throw new IllegalArgumentException("time steps T = " + timeSteps + ", must be >= 1");
    }
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "spike rate " + rate + ", must be in (0, 1) spikes per neuron and time step");
    }
  }

  /**
   * Searches all thresholds.
   *
   * @param backend what computes
   * @param network has at least one spiking population
   * @param parameters of the network; all but the thresholds are taken over, the leaks are those
   *     searched with
   * @param images {@code [n][channel][row][column]}, normalised
   * @param progress told about populations
   * @return the parameters with other thresholds, in their precision
   * @throws IllegalArgumentException if nothing in the network fires, or parameters or images do
   *     not fit it
   * @throws FailureException if no threshold makes a population fire so much
   */
  public Parameters calibrated(
      ComputeBackend backend,
      Network network,
      Parameters parameters,
      Tensor images,
      ProgressListener progress) {
    int[] spiking = network.spikingPopulations();
    if (spiking.length == 0) {
      throw new IllegalArgumentException(
          "a spike rate needs a spiking network, found one that never fires");
    }
    Parameters result = parameters;
    progress.begin("thresholds", spiking.length);
    try (NetworkSession session = backend.open(network, parameters);
        CurrentProbe probe = session.probe(images, timeSteps)) {
      for (int i = 0; i < spiking.length; i++) {
        Population population = network.population(spiking[i]);
        String name = population.thresholdName();
        double found = search(probe, spiking[i], population);
        Tensor threshold = Tensor.scalar(found, parameters.get(name).precision());
        probe.fire(spiking[i], threshold.at(0));
        result = result.with(name, threshold);
        progress.advance(i + 1, String.format(Locale.ROOT, "%s %.4g", population.name(), found));
      }
    } finally {
      // A bar that is still there would cover what a failure says.
      progress.end();
    }
    return result.checkedFor(network);
  }

  private double search(CurrentProbe probe, int p, Population population) {
    double low = ParameterRole.THRESHOLD.clamp(0);
    double high = timeSteps * greatestCurrent(probe, p, population);
    double nearest = low;
    double deviation = Double.POSITIVE_INFINITY;
    double greatestRate = 0;
    while (high > low * (1 + RESOLUTION) && deviation > TOLERANCE * rate) {
      double threshold = Math.sqrt(low * high);
      double found = probe.spikeRate(p, threshold);
      if (Math.abs(found - rate) < deviation) {
        nearest = threshold;
        deviation = Math.abs(found - rate);
      }
      greatestRate = Math.max(greatestRate, found);
      if (found > rate) {
        low = threshold;
      } else {
        high = threshold;
      }
    }
    if (deviation > TOLERANCE * rate && greatestRate < rate) {
      throw new FailureException(
          FailureKind.USAGE,
          String.format(
              Locale.ROOT,
              "layer %s cannot fire at %s spikes per neuron and step: it reaches %.3g on these images, at the least threshold; ask for less",
              population.name(),
              rate,
              greatestRate));
    }
    return nearest;
  }

  private static double greatestCurrent(CurrentProbe probe, int p, Population population) {
    double greatest = 0;
    for (double current : probe.currents(p, GREATEST)) {
      greatest = Math.max(greatest, current);
    }
    if (greatest == 0) {
      throw new FailureException(
          FailureKind.USAGE,
          "layer %s cannot fire: on these images none of its neurons receives a current above 0; ask for a higher rate or draw other weights"
              .formatted(population.name()));
    }
    return greatest;
  }
}
