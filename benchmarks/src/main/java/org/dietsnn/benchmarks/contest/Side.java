package org.dietsnn.benchmarks.contest;

/** Who computes. */
public enum Side {
  OURS,
  /** Our engine on ND4J. */
  ND4J,
  LIBTORCH
}
