package org.dietsnn.cpu.engine;

/** What becomes of membrane potentials between the forward and the backward pass of training. */
public enum Membranes {
  /** Kept, four bytes per neuron, image and time step. */
  STORED,
  /**
   * Computed again from the spikes, population by population, in the backward pass: less memory,
   * one more forward pass of time, the same results bit for bit.
   */
  RECOMPUTED
}
