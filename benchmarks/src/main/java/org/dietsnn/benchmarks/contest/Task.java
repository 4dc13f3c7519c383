package org.dietsnn.benchmarks.contest;

/** What a step is. */
public enum Task {
  /** A batch forward. */
  INFERENCE,
  /** A batch forward, its cross entropy, back, and an update of Adam. */
  TRAINING
}
