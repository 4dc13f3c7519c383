package org.dietsnn.application.port.out;

/**
 * What a session has done in one population and its synapses since it was opened.
 *
 * @param population index of the population
 * @param forwardNanos wall-clock time of forward passes, nanoseconds
 * @param backwardNanos wall-clock time of backward passes, nanoseconds
 * @param eventDrivenFrames presynaptic frames (an image at a time step, per weighted synapse) that
 *     went the event-driven way in forward passes
 * @param denseFrames presynaptic frames that went the dense way in forward passes
 */
public record LayerWork(
    int population,
    long forwardNanos,
    long backwardNanos,
    long eventDrivenFrames,
    long denseFrames) {}
