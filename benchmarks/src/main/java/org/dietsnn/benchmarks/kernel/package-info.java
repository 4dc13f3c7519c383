/**
 * Micro-benchmarks (JMH) of the CPU engine's inner loops, one thread each: the event-driven against
 * the dense way at several densities of spikes, and the neurons.
 */
package org.dietsnn.benchmarks.kernel;
