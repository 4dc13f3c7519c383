package org.dietsnn.domain.network;

/** What a parameter does, and the range in which training keeps it. */
public enum ParameterRole {
  WEIGHT(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  BIAS(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** Firing threshold theta, kept positive. */
  THRESHOLD(1e-3, Double.POSITIVE_INFINITY),
  /** Membrane leak lambda, kept in (0, 1]. */
  LEAK(1e-3, 1);

  private final double least;
  private final double greatest;

  ParameterRole(double least, double greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  /** The nearest value that training may leave the parameter at; NaN stays NaN. */
  public double clamp(double value) {
    return Math.max(least, Math.min(greatest, value));
  }

  /** Whether this is a neuron's own parameter rather than a synapse's. */
  public boolean ofNeuron() {
    return this == THRESHOLD || this == LEAK;
  }
}
