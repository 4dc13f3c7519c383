package org.dietsnn.cpu.engine;

import java.util.function.IntConsumer;
import org.dietsnn.cpu.kernel.FloatArrays;
import org.dietsnn.domain.neuron.Neuron;

/**
 * The frames of a batch for which the gradient towards the source of a synapse has to be computed,
 * and where the results belong. As long as no current has arrived at a population its potentials
 * are zero, and so is the surrogate, if it is the linear one: {@code dI(t) = leak dI(t+1)}, and the
 * gradient towards the source is the same multiple of that of the next step, without a product. And
 * as long as none has arrived at the source, nothing needs the gradient of its outputs. With direct
 * encoding the deep layers of a network are silent at the first steps. Immutable.
 */
final class GradientFrames {
  private final int steps;
  private final float leak;
  private final int[] onset;
  private final int[] sourceOnset;

  /** By image, how many frames of those before it are computed. */
  private final int[] first;

  /** The frames that are computed, {@code image * T + step}, one after the other. */
  private final int[] numbers;

  /**
   * From the first steps that matter.
   *
   * @param steps T
   * @param leak of the population
   * @param onset by image, see {@link #onset(NetworkPlan, Activations, int, int)}
   * @param sourceOnset the same of the source
   */
  GradientFrames(int steps, float leak, int[] onset, int[] sourceOnset) {
    this.steps = steps;
    this.leak = leak;
    this.onset = onset;
    this.sourceOnset = sourceOnset;
    this.first = new int[onset.length + 1];
    for (int image = 0; image < onset.length; image++) {
      first[image + 1] = first[image] + steps - onset[image];
    }
    this.numbers = new int[first[onset.length]];
    for (int image = 0; image < onset.length; image++) {
      for (int t = onset[image]; t < steps; t++) {
        numbers[first[image] + t - onset[image]] = image * steps + t;
      }
    }
  }

  /** Those of one synapse of a population. */
  static GradientFrames of(
      NetworkPlan plan, FloatParameters parameters, Activations activations, int p, int s) {
    int source = plan.synapses(p).get(s).synapse().source();
    float leak = plan.population(p).spiking() ? parameters.leak(p) : 1f;
    int[] onset = new int[activations.images()];
    int[] sourceOnset = new int[activations.images()];
    for (int image = 0; image < onset.length; image++) {
      onset[image] = onset(plan, activations, p, image);
      sourceOnset[image] = onset(plan, activations, source, image);
    }
    return new GradientFrames(activations.steps(), leak, onset, sourceOnset);
  }

  /**
   * The first step at which the gradient of a population's outputs matters: that at which current
   * arrives, T if none does; 0 if it does not spike, or its surrogate is not zero at rest.
   */
  static int onset(NetworkPlan plan, Activations activations, int p, int image) {
    return plan.population(p).neuron() instanceof Neuron.Lif lif
            && lif.surrogate().derivative(-1) == 0
        ? activations.onset(p, image)
        : 0;
  }

  /** Whether all frames are computed. */
  boolean all() {
    return numbers.length == onset.length * steps;
  }

  /** Frames that are computed in all images before this one. */
  int first(int image) {
    return first[image];
  }

  /** How many are computed. */
  int count() {
    return numbers.length;
  }

  /** The frames that are computed, {@code image * T + step}; not to be modified. */
  int[] numbers() {
    return numbers;
  }

  /**
   * Names the frames of an image, {@code image * T + step}, that are zero, because no current
   * arrives at all.
   */
  void zeros(int image, IntConsumer target) {
    for (int t = sourceOnset[image]; t < steps && onset[image] == steps; t++) {
      target.accept(image * steps + t);
    }
  }

  /**
   * Hands on the result of a frame, and what follows from it for the steps before.
   *
   * @param i which one of {@link #numbers}
   * @param result one frame from start on; modified
   * @param target takes the number of a frame, {@code image * T + step}, whose result lies there
   *     now
   */
  void handOn(int i, float[] result, int start, int length, IntConsumer target) {
    int image = numbers[i] / steps;
    target.accept(numbers[i]);
    if (i == first[image]) {
      for (int t = onset[image] - 1; t >= sourceOnset[image]; t--) {
        FloatArrays.scale(length, leak, result, start);
        target.accept(image * steps + t);
      }
    }
  }
}
