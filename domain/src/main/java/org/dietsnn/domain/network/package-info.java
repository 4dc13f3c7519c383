/**
 * The network as a value: populations joined by synapses, and the parameters they are run with.
 * Nothing here changes during a run; membranes, spikes and gradients live in the compute adapters.
 */
package org.dietsnn.domain.network;
