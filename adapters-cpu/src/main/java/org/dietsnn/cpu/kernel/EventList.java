package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * The spikes of some frames of a synapse's source as numbers of rows of weights. Filled by {@link
 * EventListing#list}; arrays grow to what the busiest frames need and stay.
 *
 * <p>What the output pixels of one row see is a band: the rows of the source under the kernel,
 * column by column, so that what one output pixel sees is one run of the list. A row of the source
 * is therefore listed once for each row of the kernel. Every block of output channels takes the
 * same list. Listed in planes, a band is one row of the source, and all is repeated for every plane
 * of some channels. Images of a dense synapse may be listed together, see {@link
 * EventListing#listJointly}.
 */
public final class EventList {
  /** Room that is kept beyond the last entry, see {@link FloatKernels#interleave}. */
  static final int SLACK = Long.SIZE;

  /**
   * Spikes that are noted at once. Some more than there may be are written faster than a processor
   * finds out when to stop.
   */
  private static final int AT_ONCE = 4;

  /** What every JVM allows. */
  static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  int[] rows = new int[0];

  /**
   * {@code [plane][frame][band][column, padded, and the end]}: where its entries begin; of images
   * that are listed together {@code [plane][row of the source][set of steps][image][column, and the
   * end]}.
   */
  int[] columns = new int[0];

  private boolean inPlanes;
  private int frames;
  private long sums;
  private boolean[] listed = new boolean[0];
  private boolean[] sent = new boolean[0];

  /** The frames that {@link #sent} marks, in the order in which they were noted. */
  private int[] senders = new int[0];

  private int sending;

  /** Lists nothing, of so many frames. */
  public void clear(int count) {
    begin(0, 0, true, count);
  }

  /** Begins a list of at most so many entries and begins of columns. */
  void begin(long most, long places, boolean takenInPlanes, int count) {
    if (Math.max(most + SLACK, places) > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          ("the spikes of one image are listed in %d numbers for %d columns, an array holds %d;"
                  + " take fewer time steps")
              .formatted(most, places, MOST_ELEMENTS));
    }
    if (rows.length < most + SLACK) {
      rows = new int[(int) most + SLACK];
    }
    if (columns.length < places) {
      columns = new int[(int) places];
    }
    inPlanes = takenInPlanes;
    frames = count;
    sums = 0;
    if (sent.length < frames) {
      sent = new boolean[frames];
      listed = new boolean[frames];
      senders = new int[frames];
    }
    sending = 0;
    Arrays.fill(sent, 0, frames, false);
    Arrays.fill(listed, 0, frames, false);
  }

  /** How many frames there are. */
  int frames() {
    return frames;
  }

  /** Whether the spikes are listed to be taken plane by plane. */
  public boolean inPlanes() {
    return inPlanes;
  }

  /** Rows of weights that all output pixels of one block of channels add. */
  public long sums() {
    return sums;
  }

  /** Notes that a frame is in the list, whether it has spikes or not. */
  void take(int frame) {
    listed[frame] = true;
  }

  /** Whether a frame is in the list. */
  boolean has(int frame) {
    return listed[frame];
  }

  /** Notes how many rows of weights some entries of a frame add to all output pixels. */
  void note(int frame, long added) {
    sums += added;
    if (added > 0 && !sent[frame]) {
      sent[frame] = true;
      senders[sending++] = frame;
    }
  }

  /** How many frames have spikes that reach an output pixel. */
  int sending() {
    return sending;
  }

  /** The i-th of these. */
  int sender(int i) {
    return senders[i];
  }

  /** Whether no spike of a frame reaches an output pixel. */
  boolean silent(int frame) {
    return !sent[frame];
  }

  /** Notes a spike for each bit of a word, the n-th and those that follow; returns the end. */
  static int append(int[] to, int n, long fired, int firstRow) {
    int at = n;
    long left = fired;
    do {
      for (int i = 0; i < AT_ONCE; i++) {
        to[at + i] = firstRow + Long.numberOfTrailingZeros(left);
        left &= left - 1;
      }
      at += AT_ONCE;
    } while (left != 0);
    return n + Long.bitCount(fired);
  }
}
