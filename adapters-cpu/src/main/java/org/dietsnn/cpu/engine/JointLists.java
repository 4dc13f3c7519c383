package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.EventList;
import org.dietsnn.cpu.kernel.EventListing;

/**
 * Events of a dense synapse, images together: each image has one output pixel, so that a list of
 * its own would cost each call more than the few rows it adds. Images are divided into groups, one
 * for each thread that lists them; how they are divided changes no sum.
 */
final class JointLists {
  /** Images of a group, at most: their spikes are copied before they are listed. */
  private static final int MOST = 64;

  private EventList[] lists = new EventList[0];
  private int[] slots = new int[0];
  private int groups;
  private int places;

  /** Forgets all lists. */
  void clear() {
    groups = 0;
  }

  /**
   * Makes room; to be called before threads list.
   *
   * @param count images
   * @param least groups that are wanted at least
   */
  void begin(int count, int least) {
    groups = Math.min(count, Math.max(least, (count + MOST - 1) / MOST));
    places = count;
    int known = lists.length;
    if (known < groups) {
      lists = Arrays.copyOf(lists, groups);
      slots = new int[groups];
      for (int i = known; i < groups; i++) {
        lists[i] = new EventList();
      }
    }
  }

  int groups() {
    return groups;
  }

  /** The first place of a group; the end of the last for the number of groups. */
  int first(int group) {
    return (int) ((long) group * places / groups);
  }

  /**
   * Lists a group.
   *
   * @param images the same images one by one; modified: how their steps are divided into sets
   * @param image the image of place 0
   * @param parts places of each image in {@code images}
   */
  void list(
      SynapsePlan synapse,
      Activations activations,
      EventLists images,
      int image,
      int group,
      int parts,
      Scratch own) {
    int first = first(group);
    int count = first(group + 1) - first;
    int source = synapse.synapse().source();
    int stride = activations.word(source, image, 1) - activations.word(source, image, 0);
    int length = synapse.mostSets(activations.steps()) * stride;
    long[] words = own.longs(Scratch.Use.TRAINS, count * length);
    long[] rows = own.longs(Scratch.Use.ROWS, count);
    slots[group] = 0;
    for (int i = 0; i < count; i++) {
      int sets =
          images.divide(
              synapse, activations, image + first + i, (first + i) * parts, words, i * length);
      slots[group] = Math.max(slots[group], sets);
    }
    EventListing listing = synapse.events().listing();
    listing.listJointly(words, stride, length, slots[group], count, lists[group], rows);
    for (int i = 0; i < count; i++) {
      images.noteRows((first + i) * parts, rows[i]);
    }
  }

  EventList of(int group) {
    return lists[group];
  }

  /** Sets of steps, of the image of a group that has most. */
  int slots(int group) {
    return slots[group];
  }
}
