package org.dietsnn.cpu.engine;

/**
 * How much memory a session spends to save time. Results do not depend on it.
 *
 * @param keepsTransformed whether the transformed weights of all populations are kept, not only of
 *     the one that is computed
 * @param transformedFloats floats of the transformed weights of one synapse up to which they are
 *     made at once, and of each part otherwise; without effect where those of all are kept
 * @param listedInts ints of lists of events that are held at a time, unless threads would have
 *     nothing to do, or one image has more
 */
record WorkingMemory(boolean keepsTransformed, int transformedFloats, long listedInts) {
  /** Ints of lists that are held at a time at most if threads need them to have enough to do. */
  private static final long MOST_LISTED = 1 << 25;

  /** Constant parameters, no potentials: lists take 128 MiB at most. */
  static WorkingMemory ofInference() {
    return new WorkingMemory(true, Integer.MAX_VALUE, MOST_LISTED);
  }

  /**
   * Parameters that change, beside potentials, gradients and moments: transformed weights of a
   * synapse take 20 MiB, in which half of those of 512 to 512 channels fit, and lists 8.
   */
  static WorkingMemory ofTraining() {
    return new WorkingMemory(false, 5 << 20, 1 << 21);
  }

  /**
   * Whether so many ints of lists may be held at a time.
   *
   * @param busy whether threads have enough to do with one image less
   */
  boolean holds(long ints, boolean busy) {
    return ints <= (busy ? listedInts : MOST_LISTED);
  }
}
