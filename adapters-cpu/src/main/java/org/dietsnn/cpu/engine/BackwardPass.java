package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.application.port.out.DropoutMasks;

/**
 * Back-propagation through time for the whole batch, from the last population to the first: the
 * gradient of a population's outputs becomes that of its currents, which gives the gradients of its
 * synapses' weights and of the outputs before it.
 */
final class BackwardPass {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Gradients gradients;
  private final TransformedWeights tiles;
  private final ForwardPass forward;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Timekeeper time;
  private final WeightGradient weightGradient;
  private final InputGradient inputGradient;
  private final SpareArrays spare;

  /** By population, the gradient of its outputs, then of its currents; null where there is none. */
  private final float[][] held;

  /** By population, whether what is held is the gradient of its currents. */
  private final boolean[] throughNeurons;

  /** By population, whether what is held is summed over the steps. */
  private final boolean[] summed;

  private final int[] readers;

  BackwardPass(
      NetworkPlan plan,
      FloatParameters parameters,
      TransformedWeights tiles,
      Gradients gradients,
      ForwardPass forward,
      Workers workers,
      Scratch[] scratch,
      SpareArrays spare,
      Timekeeper time) {
    this.plan = plan;
    this.parameters = parameters;
    this.gradients = gradients;
    this.tiles = tiles;
    this.forward = forward;
    this.workers = workers;
    this.scratch = scratch;
    this.time = time;
    this.weightGradient = new WeightGradient(plan, gradients, workers, scratch);
    this.inputGradient = new InputGradient(plan, parameters, tiles, workers, scratch, spare);
    this.spare = spare;
    this.held = new float[plan.populations()][];
    this.throughNeurons = new boolean[plan.populations()];
    this.summed = new boolean[plan.populations()];
    this.readers = new int[plan.populations()];
    for (int p = 0; p < plan.populations(); p++) {
      plan.synapses(p).forEach(synapse -> readers[synapse.synapse().source()]++);
    }
  }

  /**
   * Replaces the gradients by those of the pass that filled {@code activations}.
   *
   * @param logitGradient {@code [image][class]}; not modified
   */
  void run(Activations activations, DropoutMasks dropout, double[] logitGradient) {
    time.start();
    // What a pass that failed has left is not given back: it may be potentials, which are.
    Arrays.fill(held, null);
    Arrays.fill(throughNeurons, false);
    Arrays.fill(summed, false);
    int last = plan.populations() - 1;
    seed(activations, logitGradient, last);
    for (int p = last; p > 0; p--) {
      if (held[p] == null) {
        Arrays.fill(makeRoom(p, activations), 0f);
      }
      if (!throughNeurons[p]) {
        throughNeurons(p, activations, dropout);
      }
      for (int s = 0; s < plan.synapses(p).size(); s++) {
        SynapsePlan synapse = plan.synapses(p).get(s);
        if (!synapse.identity()) {
          weightGradient.run(p, s, activations, held[p], summed[p]);
        }
        if (!synapse.fromInput()) {
          towardsSource(p, s, activations, dropout);
        }
      }
      if (held[p] != activations.potentials(p)) {
        spare.giveBack(held[p]);
      }
      activations.forgetPotentials(p);
      held[p] = null;
      time.backward(p);
    }
  }

  /** Fires a population again whose potentials were not kept. */
  private void recompute(int p, Activations activations, DropoutMasks dropout) {
    if (!activations.keepsPotentials(p)) {
      activations.keepPotentials(p);
      forward.spike(p, activations, dropout, parameters.threshold(p));
    }
  }

  private float[] makeRoom(int p, Activations activations) {
    held[p] = spare.take(activations.images() * activations.steps() * plan.neurons(p));
    return held[p];
  }

  /** The output sums its current, so each step's current has the gradient of the logits. */
  private void seed(Activations activations, double[] logitGradient, int last) {
    float[] gradient = makeRoom(last, activations);
    throughNeurons[last] = true;
    int classes = plan.neurons(last);
    int steps = activations.steps();
    for (int frame = 0; frame < activations.images() * steps; frame++) {
      for (int c = 0; c < classes; c++) {
        gradient[frame * classes + c] = (float) logitGradient[frame / steps * classes + c];
      }
    }
  }

  /** From the gradient of a population's outputs to that of its currents. */
  private void throughNeurons(int p, Activations activations, DropoutMasks dropout) {
    throughNeurons[p] = true;
    DropoutFactor factor = factor(p, dropout);
    if (!plan.population(p).spiking()) {
      workers.run(
          activations.images(),
          (image, worker) -> {
            float[] factors = factor == null ? null : factor.of(image, scratch[worker]);
            throughRectifiers(p, activations, image, factors);
          });
      return;
    }
    recompute(p, activations, dropout);
    float[] gradient = held[p];
    float[] potentials = activations.potentials(p);
    SpikeGradient neurons = new SpikeGradient(plan, parameters, activations, p, factor);
    workers.run(
        activations.images(),
        (image, worker) -> {
          int start = activations.start(p, image);
          // Weight gradients read all steps, with the spikes of a source that are not there.
          int end = start + neurons.onset(image) * plan.neurons(p);
          Arrays.fill(gradient, start, end, 0f);
          neurons.run(image, potentials, start, gradient, start, false, scratch[worker]);
        });
    activations.forgetPotentials(p);
    neurons.set(gradients);
  }

  private DropoutFactor factor(int p, DropoutMasks dropout) {
    return dropout.kept().containsKey(p)
        ? new DropoutFactor(dropout, p, plan.population(p).shape())
        : null;
  }

  private void throughRectifiers(int p, Activations activations, int image, float[] factors) {
    int neurons = plan.neurons(p);
    int start = activations.start(p, image);
    for (int t = 0; t < activations.steps(); t++) {
      int frame = start + t * neurons;
      if (factors != null) {
        plan.kernels().multiply(neurons, factors, 0, held[p], frame);
      }
      plan.kernels().rectifyBack(neurons, activations.outputs(p), frame, held[p], frame);
    }
  }

  private void towardsSource(int p, int s, Activations activations, DropoutMasks dropout) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    int source = synapse.synapse().source();
    if (plan.population(source).spiking() && readers[source] == 1 && !synapse.dense()) {
      if (plan.staticCurrent(source)
          && !activations.keepsPotentials(source)
          && !tiles.has(source)) {
        throughStaticSource(p, s, activations, dropout);
      } else {
        throughSource(p, s, activations, dropout);
      }
      return;
    }
    boolean first = held[source] == null;
    if (first) {
      makeRoom(source, activations);
    }
    GradientFrames frames = GradientFrames.of(plan, parameters, activations, p, s);
    inputGradient.run(p, s, frames, activations.images(), held[p], held[source], !first);
  }

  /**
   * The same for a spiking source that nothing else reads: image by image through its neurons, too,
   * so that what is left takes the place of its potentials.
   */
  private void throughSource(int p, int s, Activations activations, DropoutMasks dropout) {
    int source = plan.synapses(p).get(s).synapse().source();
    recompute(source, activations, dropout);
    SpikeGradient neurons =
        new SpikeGradient(plan, parameters, activations, source, factor(source, dropout));
    float[] potentials = activations.potentials(source);
    inputGradient.runByImage(
        p,
        s,
        GradientFrames.of(plan, parameters, activations, p, s),
        activations.images(),
        activations.steps(),
        held[p],
        (image, gradient, start, own) -> {
          int first = activations.start(source, image);
          neurons.run(image, potentials, first, gradient, start, true, own);
        });
    neurons.set(gradients);
    held[source] = potentials;
    throughNeurons[source] = true;
  }

  /**
   * The same for a source whose current is the same at all steps: its potentials are quickly
   * computed again while its image is in the cache, and of the gradient only the sum over the steps
   * is wanted.
   */
  private void throughStaticSource(int p, int s, Activations activations, DropoutMasks dropout) {
    int source = plan.synapses(p).get(s).synapse().source();
    int count = plan.neurons(source);
    int steps = activations.steps();
    SpikeGradient neurons =
        new SpikeGradient(plan, parameters, activations, source, factor(source, dropout));
    float[] target = spare.take(activations.images() * count);
    inputGradient.runByImage(
        p,
        s,
        GradientFrames.of(plan, parameters, activations, p, s),
        activations.images(),
        steps,
        held[p],
        (image, gradient, start, own) -> {
          float[] potentials = own.floats(Scratch.Use.POTENTIALS, steps * count);
          forward.potentials(source, activations, image, potentials, own);
          neurons.run(image, potentials, 0, gradient, start, false, own);
          WeightGradient.sumOverSteps(plan.kernels(), count, steps, gradient, start, target, image);
        });
    neurons.set(gradients);
    held[source] = target;
    throughNeurons[source] = true;
    summed[source] = true;
  }
}
