package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.EventList;
import org.dietsnn.cpu.kernel.EventListing;
import org.dietsnn.cpu.kernel.SpikeNotes;
import org.dietsnn.cpu.kernel.SpikeWords;
import org.dietsnn.cpu.kernel.StepSets;

/**
 * What one synapse's source sent in some images: the steps whose spikes go through the dense
 * kernels, and the events of the others, by sets of steps.
 */
final class EventLists {
  private Place[] places = new Place[0];

  /** One image, or some of its sets of steps. */
  static final class Place {
    private final EventList windows = new EventList();
    private final EventList planes = new EventList();
    private final StepSets sets = new StepSets();
    private boolean[] dense = new boolean[0];
    private int denseSteps;
    private boolean[] inPlanes = new boolean[0];
    private boolean anyInPlanes;
    private long rows;

    /** Room for so many steps, each of which may go through the dense kernels. */
    private boolean[] roomForDense(int steps) {
      if (dense.length < steps) {
        dense = new boolean[steps];
      }
      return dense;
    }

    /** The events that are taken window by window; its frames are sets of steps. */
    EventList windows() {
      return windows;
    }

    /** The events that are taken plane by plane; its frames are the same. */
    EventList planes() {
      return planes;
    }

    /** Whether there are any of the latter. */
    boolean anyInPlanes() {
      return anyInPlanes;
    }

    /**
     * Rows of weights that each block of channels adds for this place: of some sets of an image, or
     * of all that are listed with those of other images.
     */
    long rows() {
      return rows;
    }

    /** The sets of steps. */
    StepSets sets() {
      return sets;
    }

    /** Whether a step is not in the list, but goes through the dense kernels. */
    boolean dense(int step) {
      return dense[step];
    }

    /** How many steps go through the dense kernels. */
    int denseSteps() {
      return denseSteps;
    }
  }

  /** Makes room for so many places; to be called before threads write. */
  void resize(int count) {
    int known = places.length;
    if (known < count) {
      places = Arrays.copyOf(places, count);
      for (int i = known; i < count; i++) {
        places[i] = new Place();
      }
    }
  }

  /**
   * Lists a part of the sets of an image at all steps, but those that go through the dense kernels.
   *
   * @param place where to keep it
   * @param part which part
   * @param parts number of parts
   */
  void list(
      SynapsePlan synapse,
      Activations activations,
      int image,
      int place,
      int part,
      int parts,
      Scratch own) {
    int stride = stride(synapse, activations);
    long[] words = own.longs(Scratch.Use.TRAINS, synapse.mostSets(activations.steps()) * stride);
    divide(synapse, activations, image, place, words, 0);
    list(synapse, words, stride, places[place], part, parts, synapse.mayTakePlanes(), own);
  }

  /** Lists all events of an image at some steps, window by window. */
  void listAll(
      SynapsePlan synapse,
      Activations activations,
      int image,
      int firstStep,
      int steps,
      Scratch own) {
    int source = synapse.synapse().source();
    int stride = stride(synapse, activations);
    long[] words = own.longs(Scratch.Use.TRAINS, synapse.mostSets(steps) * stride);
    Place to = places[0];
    Arrays.fill(to.roomForDense(steps), 0, steps, false);
    to.denseSteps = 0;
    int start = activations.word(source, image, firstStep);
    divide(synapse, activations.spikes(source), start, stride, steps, to, words, 0);
    list(synapse, words, stride, to, 0, 1, false, own);
  }

  /** Words of the source's spikes at a step. */
  private static int stride(SynapsePlan synapse, Activations activations) {
    int source = synapse.synapse().source();
    return activations.word(source, 0, 1) - activations.word(source, 0, 0);
  }

  private static void list(
      SynapsePlan synapse,
      long[] words,
      int stride,
      Place to,
      int part,
      int parts,
      boolean mayTakePlanes,
      Scratch own) {
    int from = first(to.sets, part, parts);
    int count = first(to.sets, part + 1, parts) - from;
    choosePlanes(synapse, words, stride, to, mayTakePlanes);
    EventListing listing = synapse.events().listing();
    int firstWord = from * stride;
    long counted = SpikeWords.count(words, firstWord, count * stride);
    SpikeNotes notes = own.notes();
    boolean[] chosen = to.inPlanes;
    listing.list(words, firstWord, stride, count, counted, chosen, from, false, notes, to.windows);
    if (to.anyInPlanes) {
      listing.list(words, firstWord, stride, count, counted, chosen, from, true, notes, to.planes);
    } else {
      to.planes.clear(count);
    }
    to.rows = to.windows.sums() + to.planes.sums();
  }

  /** Copies the spikes of an image but those of the dense steps, divided into sets of steps. */
  private static void divide(
      SynapsePlan synapse,
      long[] spikes,
      int start,
      int stride,
      int steps,
      Place to,
      long[] words,
      int first) {
    for (int t = 0; t < steps; t++) {
      int target = first + t * stride;
      if (to.dense[t]) {
        Arrays.fill(words, target, target + stride, 0L);
      } else {
        System.arraycopy(spikes, start + t * stride, words, target, stride);
      }
    }
    to.sets.choose(words, first, stride, steps, synapse.windowsPerInput(), synapse.mostSets(steps));
    to.sets.divide(words, first, stride);
  }

  /**
   * Divides the spikes of an image but those of the dense steps into sets of steps.
   *
   * @param place where to keep the sets
   * @param words {@code [set][word]} from {@code first} on; modified
   * @return how many sets there are
   */
  int divide(
      SynapsePlan synapse, Activations activations, int image, int place, long[] words, int first) {
    int source = synapse.synapse().source();
    int steps = activations.steps();
    int start = activations.word(source, image, 0);
    int stride = stride(synapse, activations);
    long[] spikes = activations.spikes(source);
    Place to = places[place];
    to.denseSteps =
        synapse.denseSteps(spikes, start, stride, steps, activations, to.roomForDense(steps));
    divide(synapse, spikes, start, stride, steps, to, words, first);
    to.anyInPlanes = false;
    return to.sets.count();
  }

  /** Notes how many rows of weights an image adds that is listed elsewhere. */
  void noteRows(int place, long rows) {
    places[place].rows = rows;
  }

  private static void choosePlanes(
      SynapsePlan synapse, long[] words, int stride, Place to, boolean mayTakePlanes) {
    int sets = to.sets.count();
    if (to.inPlanes.length < sets) {
      to.inPlanes = new boolean[sets];
    }
    to.anyInPlanes = false;
    for (int set = 0; set < sets; set++) {
      to.inPlanes[set] =
          mayTakePlanes && synapse.inPlanes(SpikeWords.count(words, set * stride, stride));
      to.anyInPlanes |= to.inPlanes[set];
    }
  }

  /** The first set of a part. */
  static int first(StepSets sets, int part, int parts) {
    return part * sets.count() / parts;
  }

  Place of(int place) {
    return places[place];
  }
}
