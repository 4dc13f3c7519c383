package org.dietsnn.cpu.engine;

/** Which kernels take spikes; the two ways differ in rounding only. */
public enum SpikePath {
  /** Whatever was measured to be faster at the density of an image's spikes. */
  AUTO(SynapsePlan.SPARSE),
  /** Always event-driven. */
  EVENTS(Double.POSITIVE_INFINITY),
  /** Always as numbers through the dense kernels. */
  DENSE(0);

  private final double sparse;

  SpikePath(double sparse) {
    this.sparse = sparse;
  }

  /** Spikes per input and step below which the event-driven kernels are taken. */
  double sparse() {
    return sparse;
  }
}
