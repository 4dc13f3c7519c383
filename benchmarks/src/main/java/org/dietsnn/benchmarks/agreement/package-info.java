/**
 * Whether both sides compute the same, before anything is timed. Float32 sums in another order move
 * a potential by a rounding error, and where it lies at the threshold a spike appears or vanishes;
 * so layers are compared given the same spikes before them, and also as they come.
 */
package org.dietsnn.benchmarks.agreement;
