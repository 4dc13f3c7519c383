/**
 * From an ANN to an SNN: the change of neurons, and the rule by which a threshold follows from the
 * input currents of a layer. Running the network to see those currents is the application's affair.
 */
package org.dietsnn.domain.conversion;
