package org.dietsnn.cpu.engine;

/** Which kernels take spikes; the two ways differ in rounding only. */
public enum SpikePath {
  /** Whatever was measured to be faster at the density of an image's spikes. */
  AUTO,
  /** Always event-driven. */
  EVENTS,
  /** Always as numbers through the dense kernels. */
  DENSE;

  /**
   * Whether spikes go the event-driven way.
   *
   * @param density events per input and step
   * @param crossing density from which on the dense kernels were measured to be faster
   */
  boolean eventDriven(double density, double crossing) {
    return switch (this) {
      case AUTO -> density < crossing;
      case EVENTS -> true;
      case DENSE -> false;
    };
  }
}
