package org.dietsnn.domain.energy;

/**
 * One synapse's part of an energy estimate, per image.
 *
 * @param from presynaptic population
 * @param to postsynaptic population
 * @param operations multiply-accumulates if every input were non-zero
 * @param spikesPerNeuron spikes per presynaptic neuron read, over all time steps
 * @param annMillijoules as part of the ANN
 * @param snnMillijoules as part of the SNN, once for a synapse that reads the input
 */
public record SynapseEnergy(
    String from,
    String to,
    long operations,
    double spikesPerNeuron,
    double annMillijoules,
    double snnMillijoules) {}
