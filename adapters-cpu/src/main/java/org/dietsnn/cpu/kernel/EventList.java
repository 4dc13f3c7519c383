package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * The events of some frames of a synapse's source: one per pooled input that received spikes, and
 * how many. Filled by {@link EventConvolution#list}; arrays grow to what the busiest frames need
 * and stay.
 *
 * <p>In order of pooled rows, columns and channels, the inputs of one row of a window are one run
 * of the list: three numbers name where row 0 of its weights lies within a block, its first event
 * and the end of its events. Every block of output channels takes the same runs. Listed in planes,
 * all of this is repeated for every {@link EventConvolution#PLANE} channels.
 */
public final class EventList {
  /** Events that are appended at once; room for so many is kept beyond the last. */
  private static final int AT_ONCE = 4;

  /** What every JVM allows. */
  static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  int[] inputs = new int[0];
  float[] counts = new float[0];
  int[] runs = new int[0];
  boolean weighted;
  int planes;
  int size;
  long rows;
  private int[] index = new int[0];
  private boolean[] sent = new boolean[0];

  /** Begins a list. */
  void begin(int most, boolean countsSpikes, int planeCount, int frames) {
    int room = Math.min(most, MOST_ELEMENTS - AT_ONCE) + AT_ONCE;
    if (inputs.length < room) {
      inputs = new int[room];
    }
    if (countsSpikes && counts.length < inputs.length) {
      counts = new float[inputs.length];
    }
    weighted = countsSpikes;
    planes = planeCount;
    size = 0;
    rows = 0;
    if (sent.length < frames) {
      sent = new boolean[frames];
    }
    Arrays.fill(sent, 0, frames, false);
  }

  /** Rows of weights that all output pixels of one block of channels add. */
  public long rows() {
    return rows;
  }

  /** Notes whether a frame has events. */
  void note(int frame, boolean hasEvents) {
    sent[frame] |= hasEvents;
  }

  /** Whether a frame has no events. */
  boolean silent(int frame) {
    return !sent[frame];
  }

  /** Appends an event for each bit of {@code fired}. */
  void append(long fired, int firstInput) {
    int n = size;
    long left = fired;
    while (left != 0) {
      // Some more than there may be, which a processor does faster than it decides to stop.
      for (int i = 0; i < AT_ONCE; i++) {
        inputs[n + i] = firstInput + Long.numberOfTrailingZeros(left);
        left &= left - 1;
      }
      n += AT_ONCE;
    }
    size += Long.bitCount(fired);
  }

  /** Appends an event for each bit of a window, with its number. */
  void append(SpikeWords.WindowSum sum, int firstInput) {
    int n = size;
    long left = sum.any();
    while (left != 0) {
      int bit = Long.numberOfTrailingZeros(left);
      inputs[n] = firstInput + bit;
      counts[n++] = sum.of(bit);
      left &= left - 1;
    }
    size = n;
  }

  /** The index of one frame while it is listed: at least so many ints of any content. */
  int[] index(int length) {
    if (index.length < length) {
      index = new int[length];
    }
    return index;
  }

  /** Makes room for runs. */
  void makeRoomForRuns(int length) {
    if (runs.length < length) {
      runs = new int[length];
    }
  }
}
