package org.dietsnn.domain.energy;

import java.util.List;

/**
 * Compute energy per image in millijoules, by {@link EnergyModel}.
 *
 * @param annMillijoules the ANN on the same graph
 * @param snnMillijoules the SNN, its first layer computed once
 * @param snnMillijoulesEveryStep the SNN, its first layer computed at every time step
 * @param synapses the parts
 */
public record EnergyEstimate(
    double annMillijoules,
    double snnMillijoules,
    double snnMillijoulesEveryStep,
    List<SynapseEnergy> synapses) {
  public EnergyEstimate {
    synapses = List.copyOf(synapses);
  }

  /** ANN energy over SNN energy, the first layer counted once. */
  public double advantage() {
    return annMillijoules / snnMillijoules;
  }

  /** ANN energy over SNN energy, the first layer counted at every time step. */
  public double advantageEveryStep() {
    return annMillijoules / snnMillijoulesEveryStep;
  }
}
