package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.EventConvolution;

/**
 * The events of one synapse's source, image by image over all time steps. Arrays grow to what the
 * busiest pass needs and stay.
 */
final class EventLists {
  private int[][] events = new int[0][];
  private int[][] index = new int[0][];

  /** Makes room for so many images; to be called before threads write. */
  void resize(int images) {
    if (events.length < images) {
      int known = events.length;
      events = Arrays.copyOf(events, images);
      index = Arrays.copyOf(index, images);
      Arrays.fill(events, known, images, new int[0]);
      Arrays.fill(index, known, images, new int[0]);
    }
  }

  /**
   * Lists an image at some steps.
   *
   * @param image which image
   * @param place where to keep it; the steps become its frames from 0 on
   */
  void list(
      SynapsePlan synapse,
      Activations activations,
      int image,
      int place,
      int firstStep,
      int frames) {
    EventConvolution kernel = synapse.events();
    int source = synapse.synapse().source();
    int most = (int) Math.min(Integer.MAX_VALUE - 8, activations.sent(source, image));
    if (events[place].length < most) {
      events[place] = new int[most];
    }
    if (index[place].length < frames * kernel.indexLength()) {
      index[place] = new int[frames * kernel.indexLength()];
    }
    int end = 0;
    for (int f = 0; f < frames; f++) {
      end =
          kernel.list(
              activations.spikes(source),
              activations.word(source, image, firstStep + f),
              events[place],
              end,
              index[place],
              f * kernel.indexLength());
    }
  }

  int[] events(int place) {
    return events[place];
  }

  int[] index(int place) {
    return index[place];
  }
}
