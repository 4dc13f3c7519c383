package org.dietsnn.cpu.kernel;

/**
 * The events of some frames of a synapse's source: one per pooled input that received spikes, and
 * how many. Filled by {@link EventConvolution#list}; arrays grow to what the busiest frames need
 * and stay.
 *
 * <p>In order of pooled rows, columns and channels, the inputs of one row of a window are one run
 * of the list. Listed in planes, all of this is repeated for every {@link EventConvolution#PLANE}
 * channels.
 */
public final class EventList {
  int[] inputs = new int[0];
  float[] counts = new float[0];
  int[] index = new int[0];
  boolean weighted;
  int planes;
  int size;

  /** Begins a list. */
  void begin(int most, int indexLength, boolean countsSpikes, int planeCount) {
    if (inputs.length < most) {
      inputs = new int[most];
    }
    if (countsSpikes && counts.length < inputs.length) {
      counts = new float[inputs.length];
    }
    if (index.length < indexLength) {
      index = new int[indexLength];
    }
    weighted = countsSpikes;
    planes = planeCount;
    size = 0;
  }

  /** Appends an event for each bit of {@code fired}. */
  void append(long fired, int firstInput) {
    int n = size;
    long left = fired;
    while (left != 0) {
      inputs[n++] = firstInput + Long.numberOfTrailingZeros(left);
      left &= left - 1;
    }
    size = n;
  }

  /** Appends an event for each bit of any word; the words are the digits of its count. */
  void append(long ones, long twos, long fours, int firstInput) {
    int n = size;
    long left = ones | twos | fours;
    while (left != 0) {
      int bit = Long.numberOfTrailingZeros(left);
      inputs[n] = firstInput + bit;
      counts[n++] = (ones >>> bit & 1) + 2 * (twos >>> bit & 1) + 4 * (fours >>> bit & 1);
      left &= left - 1;
    }
    size = n;
  }

  /** Number of events. */
  public int size() {
    return size;
  }
}
