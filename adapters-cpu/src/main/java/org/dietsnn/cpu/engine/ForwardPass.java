package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.cpu.kernel.FloatArrays;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.LifForward;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;

/** Runs a batch through the network, population by population, images shared out among threads. */
final class ForwardPass {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final FloatKernels kernels;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Currents currents;
  private final LifForward lif;

  ForwardPass(
      NetworkPlan plan,
      FloatParameters parameters,
      FloatKernels kernels,
      Workers workers,
      Scratch[] scratch) {
    this.plan = plan;
    this.parameters = parameters;
    this.kernels = kernels;
    this.workers = workers;
    this.scratch = scratch;
    this.currents = Currents.byDensity(plan, parameters);
    this.lif = new LifForward(kernels);
  }

  /**
   * Runs the images and fills {@code activations}.
   *
   * @param stepLogits receives {@code [image][step][class]}, the current of the output at each
   *     step; null if not wanted
   */
  Inference run(
      Tensor images,
      int timeSteps,
      DropoutMasks dropout,
      Activations activations,
      double[] stepLogits) {
    int count = images.shape()[0];
    activations.resize(count, timeSteps);
    for (Scratch own : scratch) {
      Arrays.fill(own.operations(), 0L);
    }
    input(images, activations);
    int last = plan.populations() - 1;
    double[] logits = new double[count * plan.neurons(last)];
    for (int p = 1; p < last; p++) {
      int population = p;
      activations.setValue(p, dropout.kept().containsKey(p) ? (float) dropout.scale() : 1f);
      shareOut(
          p,
          activations,
          (from, to, own) -> hidden(population, activations, dropout, from, to, own));
    }
    shareOut(
        last,
        activations,
        (from, to, own) -> output(activations, from, to, logits, stepLogits, own));
    return new Inference(logits, activity(activations));
  }

  List<LayerWork> work() {
    return List.of();
  }

  /** Work on a range of images with the scratch memory of one thread. */
  @FunctionalInterface
  private interface ImageRange {
    void run(int from, int to, Scratch own);
  }

  /** Cuts the batch so that a call fills the register tiles and every thread has work. */
  private void shareOut(int p, Activations activations, ImageRange work) {
    int images = activations.images();
    int filling = Math.max(1, plan.frames(p) / activations.steps());
    int sharing = (images + workers.threads() - 1) / workers.threads();
    int perTask = Math.max(1, Math.min(filling, sharing));
    int tasks = (images + perTask - 1) / perTask;
    workers.run(
        tasks,
        (task, worker) ->
            work.run(task * perTask, Math.min(images, (task + 1) * perTask), scratch[worker]));
  }

  private void input(Tensor images, Activations activations) {
    float[] pixels = images.toFloats();
    Shape shape = plan.network().input().shape();
    workers.run(
        activations.images(),
        (image, worker) -> {
          int start = image * shape.neurons();
          Layout.toChannelsLast(shape, pixels, start, activations.outputs(0), start);
        });
  }

  private void hidden(
      int p, Activations activations, DropoutMasks dropout, int from, int to, Scratch own) {
    Population population = plan.population(p);
    if (population.neuron() instanceof Neuron.Lif neuron) {
      spike(p, population, neuron, activations, from, to, own);
    } else {
      float[] outputs = activations.outputs(p);
      int start = activations.start(p, from);
      currents.compute(p, activations, from, to, activations.steps(), outputs, start, own);
      int length = activations.start(p, to) - start;
      FloatArrays.rectify(length, outputs, start, outputs, start);
    }
    count(p, activations, activations.spikes(p), from, to);
    if (dropout.kept().containsKey(p)) {
      DropoutFactor factor = new DropoutFactor(dropout, p, population.shape());
      factor.apply(kernels, activations, from, to, own);
      count(p, activations, activations.sent(p), from, to);
    } else {
      System.arraycopy(activations.spikes(p), from, activations.sent(p), from, to - from);
    }
  }

  private void spike(
      int p,
      Population population,
      Neuron.Lif neuron,
      Activations activations,
      int from,
      int to,
      Scratch own) {
    int neurons = plan.neurons(p);
    int steps = activations.steps();
    boolean constant = plan.staticCurrent(p);
    boolean keeps = activations.keepsPotentials();
    int frames = constant ? 1 : steps;
    boolean inPlace = keeps && !constant;
    int length = (to - from) * frames * neurons;
    float[] current = inPlace ? activations.potentials(p) : own.floats(Scratch.Use.CURRENT, length);
    int start = inPlace ? activations.start(p, from) : 0;
    currents.compute(p, activations, from, to, frames, current, start, own);
    float[] state = own.floats(Scratch.Use.STATE, neurons);
    for (int image = from; image < to; image++) {
      Arrays.fill(state, 0, neurons, 0f);
      int here = activations.start(p, image);
      lif.run(
          neuron.reset(),
          parameters.leak(population),
          parameters.threshold(population),
          steps,
          neurons,
          current,
          start + (image - from) * frames * neurons,
          constant ? 0 : neurons,
          keeps ? activations.potentials(p) : own.floats(Scratch.Use.POTENTIAL, neurons),
          keeps ? here : 0,
          keeps ? neurons : 0,
          activations.outputs(p),
          here,
          neurons,
          state,
          0);
    }
  }

  private void count(int p, Activations activations, long[] counts, int from, int to) {
    for (int image = from; image < to; image++) {
      int start = activations.start(p, image);
      counts[image] =
          kernels.countNonZeros(
              activations.outputs(p), start, activations.start(p, image + 1) - start);
    }
  }

  private void output(
      Activations activations,
      int from,
      int to,
      double[] logits,
      double[] stepLogits,
      Scratch own) {
    int p = plan.populations() - 1;
    int classes = plan.neurons(p);
    int steps = activations.steps();
    float[] current = own.floats(Scratch.Use.CURRENT, (to - from) * steps * classes);
    currents.compute(p, activations, from, to, steps, current, 0, own);
    for (int image = from; image < to; image++) {
      for (int t = 0; t < steps; t++) {
        for (int c = 0; c < classes; c++) {
          float brought = current[((image - from) * steps + t) * classes + c];
          logits[image * classes + c] += brought;
          if (stepLogits != null) {
            stepLogits[(image * steps + t) * classes + c] = brought;
          }
        }
      }
    }
  }

  private Activity activity(Activations activations) {
    List<Long> spikes = new ArrayList<>();
    List<List<Long>> arriving = new ArrayList<>();
    for (int p = 0; p < plan.populations(); p++) {
      boolean hidden = p > 0 && p < plan.populations() - 1;
      spikes.add(hidden ? sum(activations.spikes(p), activations.images()) : 0L);
      List<Long> own = new ArrayList<>();
      for (SynapsePlan synapse : plan.synapses(p)) {
        own.add(synapse.fromInput() ? 0L : arriving(synapse, activations));
      }
      arriving.add(own);
    }
    long multiplies = 0;
    long accumulates = 0;
    for (Scratch own : scratch) {
      multiplies += own.operations()[0];
      accumulates += own.operations()[1];
    }
    return new Activity(
        activations.images(), activations.steps(), spikes, arriving, multiplies, accumulates);
  }

  private long arriving(SynapsePlan synapse, Activations activations) {
    int source = synapse.synapse().source();
    int window = synapse.synapse().pooling();
    Shape shape = synapse.from();
    if (shape.height() % window == 0 && shape.width() % window == 0) {
      return sum(activations.sent(source), activations.images());
    }
    int coveredRows = shape.height() / window * window;
    int covered = shape.width() / window * window * shape.channels();
    int row = shape.width() * shape.channels();
    long count = 0;
    for (int frame = 0; frame < activations.images() * activations.steps(); frame++) {
      for (int y = 0; y < coveredRows; y++) {
        count +=
            kernels.countNonZeros(
                activations.outputs(source), frame * shape.neurons() + y * row, covered);
      }
    }
    return count;
  }

  private static long sum(long[] counts, int images) {
    long sum = 0;
    for (int i = 0; i < images; i++) {
      sum += counts[i];
    }
    return sum;
  }
}
