package org.dietsnn.cpu.kernel;

/**
 * The spikes of one frame pixel by pixel, from which {@link EventListing} makes a list: working
 * memory of one thread, of any content between two lists.
 */
public final class SpikeNotes {
  int[] inputs = new int[0];

  /** Where the inputs of each pixel begin, and the end. */
  int[] pixels = new int[0];

  /** Makes room for so many spikes, and {@link EventList#SLACK}, in so many pixels. */
  void begin(long spikes, int count) {
    if (inputs.length < spikes + EventList.SLACK) {
      inputs = new int[(int) spikes + EventList.SLACK];
    }
    if (pixels.length < count + 1) {
      pixels = new int[count + 1];
    }
  }
}
