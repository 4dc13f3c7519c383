package org.dietsnn.benchmarks.contest;

/** Who computes. */
public enum Side {
  OURS,
  LIBTORCH
}
