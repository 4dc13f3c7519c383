package org.dietsnn.cli.report;

/**
 * One spiking layer.
 *
 * @param name population
 * @param shape channels x height x width
 * @param neurons how many
 * @param spikesPerNeuron per image over all time steps
 * @param threshold theta
 * @param leak lambda
 */
public record LayerReport(
    String name,
    String shape,
    int neurons,
    double spikesPerNeuron,
    double threshold,
    double leak) {}
