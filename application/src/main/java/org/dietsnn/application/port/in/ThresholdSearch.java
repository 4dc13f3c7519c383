package org.dietsnn.application.port.in;

/** Which layers have their threshold searched in a conversion. */
public enum ThresholdSearch {
  /** Every spiking layer. */
  ALL_LAYERS,
  /** As the authors' code: layers of residual blocks keep the default threshold. */
  STEM_ONLY
}
