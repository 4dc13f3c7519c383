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
  /** Words of spikes that are copied to be listed as a group, 4 MiB, unless one image has more. */
  private static final long MOST_WORDS = 1 << 19;

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
   * @param words words of spikes of an image, at most
   * @param least groups that are wanted at least
   */
  void begin(int count, long words, int least) {
    long most = Math.max(1, MOST_WORDS / words);
    groups = (int) Math.min(count, Math.max(least, (count + most - 1) / most));
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
    int most = 0;
    for (int i = 0; i < count; i++) {
      int place = (first + i) * parts;
      int sets = images.divide(synapse, activations, image + first + i, place, words, i * length);
      most = Math.max(most, sets);
    }
    slots[group] = most;
    for (int i = 0; i < count; i++) {
      // Images that have fewer sets have no spikes in the others.
      int sets = images.of((first + i) * parts).sets().count();
      Arrays.fill(words, i * length + sets * stride, i * length + most * stride, 0L);
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
