package org.dietsnn.cpu.engine;

import java.util.HashMap;
import java.util.Map;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.LifBackward;
import org.dietsnn.cpu.kernel.SpikeNotes;

/** Working memory of one thread. Arrays grow to the largest size asked for and stay. */
final class Scratch {
  private final Map<Use, float[]> arrays = new HashMap<>();
  private final Map<Use, int[]> lists = new HashMap<>();
  private final Map<Use, long[]> words = new HashMap<>();

  /** Written, so that what is computed for it is not left out by the compiler; never read. */
  @SuppressWarnings("UnusedVariable")
  private float kept;

  private boolean[] flags = new boolean[0];
  private final EventLists events = new EventLists();
  private final SpikeNotes notes = new SpikeNotes();
  private final HeldCurrents held = new HeldCurrents();
  private final long[] operations = new long[2];
  private final LifBackward lifBackward;

  Scratch(FloatKernels kernels) {
    this.lifBackward = new LifBackward(kernels);
  }

  /** What an array is for; two uses never share memory. */
  enum Use {
    PIXELS,
    KERNEL,
    STAGED,
    CURRENT,
    STATIC,
    STATE,
    POTENTIALS,
    FACTOR,
    POOLED,
    UNPACKED,
    COUNTS,
    ROW,
    ROWS,
    KEPT,
    TRAINS,
    EVENTS,
    FIRED,
    OUTPUT_GRADIENT,
    STARTS,
    WEIGHT_GRADIENT
  }

  /** At least {@code length} floats of any content. */
  float[] floats(Use use, int length) {
    float[] array = arrays.get(use);
    if (array == null || array.length < length) {
      array = new float[length];
      arrays.put(use, array);
    }
    return array;
  }

  /** At least {@code length} ints of any content. */
  int[] ints(Use use, int length) {
    int[] array = lists.get(use);
    if (array == null || array.length < length) {
      array = new int[length];
      lists.put(use, array);
    }
    return array;
  }

  /** At least {@code length} longs of any content. */
  long[] longs(Use use, int length) {
    long[] array = words.get(use);
    if (array == null || array.length < length) {
      array = new long[length];
      words.put(use, array);
    }
    return array;
  }

  /** At least {@code length} flags of any content. */
  boolean[] flags(int length) {
    if (flags.length < length) {
      flags = new boolean[length];
    }
    return flags;
  }

  /** Takes a number that nobody wants, so that what it is computed from has to be read. */
  void keep(float number) {
    kept = number;
  }

  /**
   * Multiplications and additions that this thread has done in synapses since they were cleared.
   */
  long[] operations() {
    return operations;
  }

  /** Lists of events of one image at a time, as image 0. */
  EventLists events() {
    return events;
  }

  /** Spikes of which a list is being made. */
  SpikeNotes notes() {
    return notes;
  }

  /** Currents that are to be fired. */
  HeldCurrents held() {
    return held;
  }

  LifBackward lifBackward() {
    return lifBackward;
  }
}
