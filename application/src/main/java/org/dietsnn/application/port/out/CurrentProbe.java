package org.dietsnn.application.port.out;

import org.dietsnn.domain.conversion.PercentileRule;

/**
 * A walk through the spiking populations in order. Before a population's currents can be looked at,
 * every population before it must have been fired. Populations that do not fire are run as the walk
 * comes by them.
 *
 * <p>Calls about a population throw {@link IllegalArgumentException} if it is no spiking one, and
 * {@link IllegalStateException} if it is not the next to be fired, if all have been, or after
 * closing; calls with a threshold throw {@link IllegalArgumentException} unless it is finite and
 * &gt; 0. Close a probe before its session.
 */
public interface CurrentProbe extends AutoCloseable {
  /**
   * One order statistic of the input currents of a population, over all images and neurons, at each
   * time step.
   *
   * @param population index of a spiking population
   * @param rule which order statistic
   * @return one value per time step
   */
  double[] currents(int population, PercentileRule rule);

  /**
   * How much a population would fire with a threshold that is not fixed yet. The walk stays where
   * it is.
   *
   * @param population index of a spiking population
   * @param threshold theta &gt; 0
   * @return spikes per neuron, image and time step, from 0 to 1
   */
  double spikeRate(int population, double threshold);

  /**
   * Fixes the threshold of a population, so that its spikes reach the later ones.
   *
   * @param population index of a spiking population
   * @param threshold theta &gt; 0
   */
  void fire(int population, double threshold);

  /** Ends the walk; the session and its parameters are as before. Harmless if repeated. */
  @Override
  void close();
}
