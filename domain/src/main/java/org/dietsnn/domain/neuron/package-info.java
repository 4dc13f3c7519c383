/**
 * The neuron models: what a population does with the current that its synapses bring. Membrane
 * equations are documented here once; the compute adapters execute them.
 */
package org.dietsnn.domain.neuron;
