package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.EventConvolution;
import org.dietsnn.cpu.kernel.EventList;

/** The events of one synapse's source, image by image. */
final class EventLists {
  private EventList[] lists = new EventList[0];

  /** Makes room for so many images; to be called before threads write. */
  void resize(int images) {
    int known = lists.length;
    if (known < images) {
      lists = Arrays.copyOf(lists, images);
      for (int i = known; i < images; i++) {
        lists[i] = new EventList();
      }
    }
  }

  /**
   * Lists an image at some steps, which become the frames of the list.
   *
   * @param place where to keep it
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
    long sent = activations.sent(source, image);
    kernel.list(
        activations.spikes(source),
        activations.word(source, image, firstStep),
        activations.word(source, image, firstStep + 1) - activations.word(source, image, firstStep),
        frames,
        (int) Math.min(Integer.MAX_VALUE - 8, sent),
        synapse.manyEvents(sent, activations.steps()),
        lists[place]);
  }

  EventList of(int place) {
    return lists[place];
  }
}
