/**
 * The peer: deep spiking networks and their ANN twins in libtorch, through JavaCPP, in the
 * layer-wise formulation that we know to be the fastest there. It is given every advantage: weights
 * packed beforehand, operators of oneDNN that the ordinary interface does not reach, a hand-written
 * backward pass without the bookkeeping of autograd, and no more passes over memory than needed.
 * Knows nothing of our engine.
 */
package org.dietsnn.benchmarks.torch;
