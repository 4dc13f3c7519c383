package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.SpikeWords;
import org.dietsnn.domain.network.Shape;

/**
 * What one forward pass leaves behind: bits for populations that spike, floats for the others.
 * Arrays are reused by the next pass; every element that is read is written before in the same
 * pass.
 */
final class Activations {
  /** Membrane potentials that a forward pass keeps. */
  enum Potentials {
    NONE,
    /** Those of populations that {@link #keepPotentials} names, one after the other. */
    ON_DEMAND,
    /**
     * Those of all populations but the ones whose current is the same at all steps, which is
     * quickly computed again; those on demand.
     */
    VARYING,
    ALL
  }

  /** What every JVM allows. */
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /** Working memory that does not depend on a population's size is for all steps at once. */
  private static final int MOST_STEPS = 1 << 20;

  private static final float[] NOTHING = new float[0];

  private final NetworkPlan plan;
  private final Potentials kept;
  private final float[][] outputs;
  private final float[][] potentials;
  private final long[][] spikes;
  private final long[][] firedCounts;
  private final long[][] sentCounts;
  private final float[] values;
  private final SpareArrays spare;
  private int images;
  private int steps;

  /**
   * Without arrays yet.
   *
   * @param kept which membrane potentials are kept
   * @param spare where arrays of potentials come from and go to
   */
  Activations(NetworkPlan plan, Potentials kept, SpareArrays spare) {
    this.plan = plan;
    this.kept = kept;
    this.spare = spare;
    this.outputs = new float[plan.populations()][0];
    this.potentials = new float[plan.populations()][];
    Arrays.fill(potentials, NOTHING);
    this.spikes = new long[plan.populations()][0];
    this.firedCounts = new long[plan.populations()][0];
    this.sentCounts = new long[plan.populations()][0];
    this.values = new float[plan.populations()];
    Arrays.fill(values, 1f);
  }

  /**
   * Begins a pass over so many images and time steps, with room for the input only.
   *
   * @throws IllegalArgumentException if a population has more outputs than an array can hold, or
   *     one image has more currents
   */
  void begin(int imageCount, int timeSteps) {
    requireRoom(imageCount, timeSteps);
    images = imageCount;
    steps = timeSteps;
    for (int p = 0; p < plan.populations(); p++) {
      forgetPotentials(p);
    }
    makeRoom(0);
  }

  /**
   * As {@link #begin}, for passes that look at the currents of all images.
   *
   * @throws IllegalArgumentException also if all images have more currents at one step
   */
  void beginProbe(int imageCount, int timeSteps) {
    requireRoom(imageCount, timeSteps);
    for (int p = 1; p < plan.populations(); p++) {
      if ((long) plan.neurons(p) * imageCount > MOST_ELEMENTS) {
        throw new IllegalArgumentException(
            ("population %s has %d neurons x %d images at one time step, an array holds %d; take"
                    + " smaller batches")
                .formatted(plan.population(p).name(), plan.neurons(p), imageCount, MOST_ELEMENTS));
      }
    }
    begin(imageCount, timeSteps);
  }

  /** Makes room for the outputs of one population. */
  void makeRoom(int p) {
    int length = images * steps(p) * plan.neurons(p);
    if (plan.population(p).spiking()) {
      int words = images * steps * plan.words(p);
      if (spikes[p].length < words) {
        spikes[p] = new long[words];
      }
      if (kept == Potentials.ALL || (kept == Potentials.VARYING && !plan.staticCurrent(p))) {
        keepPotentials(p);
      }
    } else if (outputs[p].length < length) {
      outputs[p] = new float[length];
    }
    int counts = images * plan.blocks(p);
    if (firedCounts[p].length < counts) {
      firedCounts[p] = new long[counts];
      sentCounts[p] = new long[counts];
    }
  }

  /** Lets go of the outputs of a population. */
  void release(int p) {
    spikes[p] = new long[0];
    outputs[p] = new float[0];
  }

  private void requireRoom(int imageCount, int timeSteps) {
    for (int p = 0; p < plan.populations(); p++) {
      requireOutputs(p, imageCount, p == 0 ? 1 : timeSteps);
    }
    for (int p = 1; p < plan.populations(); p++) {
      if ((long) plan.neurons(p) * timeSteps > MOST_ELEMENTS) {
        throw new IllegalArgumentException(
            ("population %s has %d neurons x T = %d currents for one image, an array holds %d; take"
                    + " fewer time steps")
                .formatted(plan.population(p).name(), plan.neurons(p), timeSteps, MOST_ELEMENTS));
      }
    }
    if (timeSteps > MOST_STEPS) {
      throw new IllegalArgumentException(
          "T = %d time steps, the engine takes at most %d".formatted(timeSteps, MOST_STEPS));
    }
  }

  private void requireOutputs(int p, long imageCount, long timeSteps) {
    boolean bits = plan.population(p).spiking() && kept == Potentials.NONE;
    long each = bits ? plan.words(p) : plan.neurons(p);
    // In this order a product that does not fit into a long is found by its first factors.
    if (imageCount * timeSteps > MOST_ELEMENTS || imageCount * timeSteps * each > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          ("population %s has %d neurons x %d images x T = %d outputs in one batch, an array holds"
                  + " %d; take smaller batches")
              .formatted(
                  plan.population(p).name(),
                  plan.neurons(p),
                  imageCount,
                  timeSteps,
                  MOST_ELEMENTS * (bits ? (long) Long.SIZE : 1)));
    }
  }

  int images() {
    return images;
  }

  int steps() {
    return steps;
  }

  /** Images times time steps. */
  long frames() {
    return (long) images * steps;
  }

  /** Frames per image that a population has: the input only one, because it is static. */
  int steps(int p) {
    return p == 0 ? 1 : steps;
  }

  /** Whether the potentials of a population are kept. */
  boolean keepsPotentials(int p) {
    return potentials[p].length > 0;
  }

  /** From now on the potentials of this population are kept. */
  void keepPotentials(int p) {
    potentials[p] = spare.take(images * steps * plan.neurons(p));
  }

  /** The potentials of a population are no longer kept; their memory is spare. */
  void forgetPotentials(int p) {
    if (keepsPotentials(p)) {
      spare.giveBack(potentials[p]);
      potentials[p] = NOTHING;
    }
  }

  /** Output of a population that does not spike {@code [image][step][neuron]}, after dropout. */
  float[] outputs(int p) {
    return outputs[p];
  }

  /** Membrane potentials before the reset {@code [image][step][neuron]}. */
  float[] potentials(int p) {
    return potentials[p];
  }

  /** Spikes {@code [image][step][pixel][word]} of a population, after dropout. */
  long[] spikes(int p) {
    return spikes[p];
  }

  /** Where the outputs or potentials of an image begin. */
  int start(int p, int image) {
    return image * steps(p) * plan.neurons(p);
  }

  /** Where the spikes of an image at a step begin. */
  int word(int p, int image, int step) {
    return (image * steps + step) * plan.words(p);
  }

  /** Sets the number of non-zero outputs of an image and block, before and after dropout. */
  void count(int p, int image, int block, long fired, long sent) {
    firedCounts[p][image * plan.blocks(p) + block] = fired;
    sentCounts[p][image * plan.blocks(p) + block] = sent;
  }

  /** Non-zero outputs of all images over all steps, before dropout. */
  long fired(int p) {
    return sum(firedCounts[p], 0, images * plan.blocks(p));
  }

  /** Non-zero outputs of one image over all steps, after dropout. */
  long sent(int p, int image) {
    return sum(sentCounts[p], image * plan.blocks(p), (image + 1) * plan.blocks(p));
  }

  /** Non-zero outputs of all images over all steps, after dropout. */
  long sent(int p) {
    return sum(sentCounts[p], 0, images * plan.blocks(p));
  }

  /** Spikes of one frame, {@code image * T + step}, after dropout. */
  long sentInFrame(int p, int frame) {
    return SpikeWords.count(spikes[p], frame * plan.words(p), plan.words(p));
  }

  private static long sum(long[] counts, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /**
   * The first step at which current may arrive at a population in one image: that of the first
   * spike of its sources, T if there is none; 0 if a source does not spike, or a synapse has a
   * bias.
   */
  int onset(int p, int image) {
    int onset = steps;
    for (SynapsePlan synapse : plan.synapses(p)) {
      int source = synapse.synapse().source();
      boolean waits = plan.population(source).spiking() && !synapse.bias();
      int t = 0;
      while (t < onset
          && waits
          && SpikeWords.silent(spikes[source], word(source, image, t), plan.words(source))) {
        t++;
      }
      onset = t;
    }
    return onset;
  }

  /** Spikes of all images over all steps in the upper left part of their frames, after dropout. */
  long sent(int p, int rows, int columns) {
    Shape shape = plan.population(p).shape();
    int perPixel = SpikeWords.perPixel(shape.channels());
    long count = 0;
    for (int frame = 0; frame < images * steps; frame++) {
      for (int y = 0; y < rows; y++) {
        int first = frame * plan.words(p) + y * shape.width() * perPixel;
        count += SpikeWords.count(spikes[p], first, columns * perPixel);
      }
    }
    return count;
  }

  /** Writes the spikes of an image at a step as numbers; modifies to. */
  void unpack(int p, int image, int step, float[] to, int toStart) {
    int channels = plan.population(p).shape().channels();
    SpikeWords.unpack(
        plan.pixels(p), channels, spikes[p], word(p, image, step), values[p], to, toStart);
  }

  /** What a spike of a population is worth: 1, or the factor of dropout. */
  float value(int p) {
    return values[p];
  }

  /** Sets what a spike of a population is worth in this pass. */
  void setValue(int p, float value) {
    values[p] = value;
  }
}
