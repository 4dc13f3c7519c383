package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.SpikeWords;
import org.dietsnn.cpu.kernel.StepSets;

/**
 * What the event-driven weight gradient sums over some images: frames of spikes, each with the
 * output gradients that they meet. Neurons that fire at the same steps of an image share a frame,
 * and its gradient is the sum over these steps: {@code dW = sum over sets m of S(m) x (sum over t
 * in m of dI(t))}, where {@code S(m)} are the neurons that have {@code m} in their train, see
 * {@link StepSets}. So a row of gradients is added once for all steps of a set. Frames follow each
 * other image by image and set by set; those without a spike are left out.
 */
final class SharedFrames {
  /** Words of spikes that are held at a time, 512 KiB, unless one image has more. */
  private static final int HELD = 1 << 16;

  private final int held;
  private final Workers workers;
  private final Scratch[] scratch;
  private StepSets[] sets = new StepSets[0];
  private long[] words = new long[0];
  private int[] counts = new int[0];
  private int[] setOfSlot = new int[0];
  private int[] slots = new int[0];
  private int slotsOfImage;
  private int firstImage;
  private int count;

  SharedFrames(Workers workers, Scratch[] scratch) {
    this(workers, scratch, HELD);
  }

  /** As above, with so many words of spikes at a time. */
  SharedFrames(Workers workers, Scratch[] scratch, int held) {
    this.held = held;
    this.workers = workers;
    this.scratch = scratch;
  }

  /** Images that are gathered at a time, at least one. */
  int images(SynapsePlan synapse, Activations activations) {
    long words = (long) synapse.mostSets(activations.steps()) * wordsOfFrame(synapse, activations);
    return (int) Math.max(1, Math.min(activations.images(), held / words));
  }

  private static int wordsOfFrame(SynapsePlan synapse, Activations activations) {
    return activations.word(synapse.synapse().source(), 0, 1);
  }

  /**
   * Gathers the frames of some images.
   *
   * @param taken by {@code image * T + step}, whether its spikes are wanted
   * @param from first image
   * @param to end of the images, at most {@link #images} of them
   */
  void gather(SynapsePlan synapse, Activations activations, boolean[] taken, int from, int to) {
    int images = to - from;
    slotsOfImage = synapse.mostSets(activations.steps());
    firstImage = from;
    makeRoom(images, wordsOfFrame(synapse, activations));
    workers.run(
        images, (image, worker) -> divide(synapse, activations, taken, image, scratch[worker]));
    count = 0;
    for (int image = 0; image < images; image++) {
      for (int i = 0; i < counts[image]; i++) {
        slots[count++] = image * slotsOfImage + i;
      }
    }
  }

  private void makeRoom(int images, int stride) {
    int known = sets.length;
    if (known < images) {
      sets = Arrays.copyOf(sets, images);
      Arrays.setAll(sets, i -> i < known ? sets[i] : new StepSets());
      counts = new int[images];
    }
    if (slots.length < images * slotsOfImage) {
      slots = new int[images * slotsOfImage];
      setOfSlot = new int[slots.length];
    }
    if (words.length < images * slotsOfImage * stride) {
      words = new long[images * slotsOfImage * stride];
    }
  }

  /** Divides the trains of one image, and moves the sets that have spikes together. */
  private void divide(
      SynapsePlan synapse, Activations activations, boolean[] taken, int image, Scratch own) {
    int source = synapse.synapse().source();
    int steps = activations.steps();
    int stride = wordsOfFrame(synapse, activations);
    long[] divided = own.longs(Scratch.Use.TRAINS, slotsOfImage * stride);
    for (int t = 0; t < steps; t++) {
      if (taken[(firstImage + image) * steps + t]) {
        int from = activations.word(source, firstImage + image, t);
        System.arraycopy(activations.spikes(source), from, divided, t * stride, stride);
      } else {
        Arrays.fill(divided, t * stride, (t + 1) * stride, 0L);
      }
    }
    StepSets trains = sets[image];
    trains.choose(divided, 0, stride, steps, synapse.windowsPerInput(), slotsOfImage);
    trains.divide(divided, 0, stride);
    int filled = 0;
    for (int set = 0; set < trains.count(); set++) {
      if (!SpikeWords.silent(divided, set * stride, stride)) {
        int slot = image * slotsOfImage + filled++;
        System.arraycopy(divided, set * stride, words, slot * stride, stride);
        setOfSlot[slot] = set;
      }
    }
    counts[image] = filled;
  }

  /** How many frames there are. */
  int count() {
    return count;
  }

  /** Spikes; frame {@code i} is the one numbered {@code numbers()[i]} of them. */
  long[] spikes() {
    return words;
  }

  /** See {@link #spikes}. */
  int[] numbers() {
    return slots;
  }

  /**
   * Which steps of which image a frame stands for.
   *
   * @param frame which frame
   * @param steps T
   * @param to the numbers {@code image * T + step}, T at most; modified
   * @return how many they are
   */
  int steps(int frame, int steps, int[] to) {
    int slot = slots[frame];
    int image = slot / slotsOfImage;
    StepSets trains = sets[image];
    int set = setOfSlot[slot];
    int first = (firstImage + image) * steps + trains.first(set);
    int left = trains.members(set);
    int found = 0;
    while (left != 0) {
      to[found++] = first + Integer.numberOfTrailingZeros(left);
      left &= left - 1;
    }
    return found;
  }
}
