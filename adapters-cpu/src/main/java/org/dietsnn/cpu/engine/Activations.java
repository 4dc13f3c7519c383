package org.dietsnn.cpu.engine;

import java.util.Arrays;

/**
 * What one forward pass leaves behind. Arrays are reused by the next pass; every element that is
 * read is written before in the same pass.
 */
final class Activations {
  /** What every JVM allows. */
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private final NetworkPlan plan;
  private final boolean keepsPotentials;
  private final float[][] outputs;
  private final float[][] potentials;
  private final long[][] spikes;
  private final long[][] sent;
  private final float[] values;
  private int images;
  private int steps;

  /**
   * Without arrays yet.
   *
   * @param keepsPotentials whether membrane potentials are kept for a backward pass
   */
  Activations(NetworkPlan plan, boolean keepsPotentials) {
    this.plan = plan;
    this.keepsPotentials = keepsPotentials;
    this.outputs = new float[plan.populations()][0];
    this.potentials = new float[plan.populations()][0];
    this.spikes = new long[plan.populations()][0];
    this.sent = new long[plan.populations()][0];
    this.values = new float[plan.populations()];
    Arrays.fill(values, 1f);
  }

  /**
   * Makes room for a pass over so many images and time steps.
   *
   * @throws IllegalArgumentException if a population has more outputs than an array can hold
   */
  void resize(int imageCount, int timeSteps) {
    for (int p = 0; p < plan.populations(); p++) {
      requireRoom(p, imageCount, p == 0 ? 1 : timeSteps);
    }
    images = imageCount;
    steps = timeSteps;
    for (int p = 0; p < plan.populations(); p++) {
      boolean last = p == plan.populations() - 1;
      int length = last ? 0 : length(p);
      if (outputs[p].length < length) {
        outputs[p] = new float[length];
      }
      if (keepsPotentials && plan.population(p).spiking() && potentials[p].length < length) {
        potentials[p] = new float[length];
      }
      if (spikes[p].length < images) {
        spikes[p] = new long[images];
        sent[p] = new long[images];
      }
    }
  }

  private void requireRoom(int p, long imageCount, long timeSteps) {
    // In this order a product that does not fit into a long is found by its first factors.
    if (imageCount * timeSteps > MOST_ELEMENTS
        || imageCount * timeSteps * plan.neurons(p) > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          ("population %s has %d neurons x %d images x T = %d outputs in one batch, an array holds"
                  + " %d; take smaller batches")
              .formatted(
                  plan.population(p).name(),
                  plan.neurons(p),
                  imageCount,
                  timeSteps,
                  MOST_ELEMENTS));
    }
  }

  private int length(int p) {
    return images * steps(p) * plan.neurons(p);
  }

  int images() {
    return images;
  }

  int steps() {
    return steps;
  }

  /** Frames per image that a population has: the input only one, because it is static. */
  int steps(int p) {
    return p == 0 ? 1 : steps;
  }

  boolean keepsPotentials() {
    return keepsPotentials;
  }

  /** Output of a population {@code [image][step][neuron]}, after dropout. */
  float[] outputs(int p) {
    return outputs[p];
  }

  /** Membrane potentials before the reset {@code [image][step][neuron]}. */
  float[] potentials(int p) {
    return potentials[p];
  }

  /** Where the frames of an image begin. */
  int start(int p, int image) {
    return image * steps(p) * plan.neurons(p);
  }

  /** Non-zero outputs of each image over all steps, before dropout. */
  long[] spikes(int p) {
    return spikes[p];
  }

  /** The same after dropout. */
  long[] sent(int p) {
    return sent[p];
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
