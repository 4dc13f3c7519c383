package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.cpu.kernel.FloatArrays;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Tensor;

/** Runs a batch through the network, population by population, images shared out among threads. */
final class ForwardPass {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Currents currents;
  private final DrivenRun driven;
  private final ActivityCount counts;
  private final Timekeeper time;

  ForwardPass(
      NetworkPlan plan,
      FloatParameters parameters,
      Workers workers,
      Scratch[] scratch,
      TransformedWeights tiles,
      JoinedBlocks joined,
      WorkingMemory memory,
      Timekeeper time) {
    this.plan = plan;
    this.parameters = parameters;
    this.workers = workers;
    this.scratch = scratch;
    DenseCurrents dense = new DenseCurrents(plan, parameters, tiles);
    this.currents = new Currents(plan, parameters, dense);
    this.driven = new DrivenRun(plan, parameters, dense, joined, memory, workers, scratch, time);
    this.counts = new ActivityCount(plan);
    this.time = time;
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
    activations.begin(count, timeSteps);
    for (Scratch own : scratch) {
      Arrays.fill(own.operations(), 0L);
    }
    time.start();
    input(images, activations);
    time.forward(0);
    int last = plan.populations() - 1;
    double[] logits = new double[count * plan.neurons(last)];
    for (int p = 1; p < last; p++) {
      // One after the other, so that memory that is let go meanwhile can be had again.
      activations.makeRoom(p);
      activations.setValue(p, dropout.kept().containsKey(p) ? (float) dropout.scale() : 1f);
      if (plan.population(p).spiking()) {
        spike(p, activations, dropout, parameters.threshold(p));
      } else {
        rectify(p, activations, dropout);
      }
      time.forward(p);
    }
    currents.prepare(last, workers, scratch);
    shareOut(
        last,
        activations,
        (from, to, own) -> output(activations, from, to, logits, stepLogits, own));
    time.forward(last);
    long multiplies = 0;
    long accumulates = 0;
    for (Scratch own : scratch) {
      multiplies += own.operations()[0];
      accumulates += own.operations()[1];
    }
    counts.frames(activations, time);
    return new Inference(logits, counts.activity(activations, multiplies, accumulates));
  }

  /** Work on a range of images with the scratch memory of one thread. */
  @FunctionalInterface
  private interface ImageRange {
    void run(int from, int to, Scratch own);
  }

  /** Cuts the batch so that a call fills the register tiles and every thread has work. */
  private void shareOut(int p, Activations activations, ImageRange work) {
    workers.share(
        activations.images(),
        filling(p, activations),
        (from, to, worker) -> work.run(from, to, scratch[worker]));
  }

  /** Images that fill a call. */
  private int filling(int p, Activations activations) {
    return Math.max(1, plan.frames(p) / activations.steps());
  }

  void input(Tensor images, Activations activations) {
    Shape shape = plan.network().input().shape();
    workers.run(
        activations.images(),
        (image, worker) -> {
          float[] pixels = scratch[worker].floats(Scratch.Use.PIXELS, shape.neurons());
          int start = image * shape.neurons();
          images.copyTo(start, pixels, 0, shape.neurons());
          Layout.toChannelsLast(shape, pixels, 0, activations.outputs(0), start);
        });
  }

  void rectify(int p, Activations activations, DropoutMasks dropout) {
    currents.prepare(p, workers, scratch);
    int steps = activations.steps();
    float[] outputs = activations.outputs(p);
    int blocks = plan.blocks(p);
    int images = activations.images();
    if (images < filling(p, activations) * workers.threads() && blocks >= workers.threads()) {
      // Too few images to fill calls for all threads: each takes some of the channels, and fetches
      // the weights of its own only.
      int start = activations.start(p, 0);
      workers.share(
          blocks,
          blocks,
          (from, to, worker) ->
              currents.compute(
                  p, activations, 0, images, 0, steps, outputs, start, from, to, scratch[worker]));
      workers.run(
          images,
          (image, worker) -> finish(p, activations, dropout, image, image + 1, scratch[worker]));
      return;
    }
    shareOut(
        p,
        activations,
        (from, to, own) -> {
          int start = activations.start(p, from);
          currents.compute(p, activations, from, to, 0, steps, outputs, start, 0, blocks, own);
          finish(p, activations, dropout, from, to, own);
        });
  }

  /** Rectifies the currents of some images, applies dropout, and counts. */
  private void finish(
      int p, Activations activations, DropoutMasks dropout, int from, int to, Scratch own) {
    float[] outputs = activations.outputs(p);
    int start = activations.start(p, from);
    FloatArrays.rectify(activations.start(p, to) - start, outputs, start, outputs, start);
    for (int image = from; image < to; image++) {
      long fired = nonZeros(p, activations, image);
      long sent = fired;
      if (dropout.kept().containsKey(p)) {
        Shape shape = plan.population(p).shape();
        new DropoutFactor(dropout, p, shape).apply(plan.kernels(), activations, image, own);
        sent = nonZeros(p, activations, image);
      }
      activations.count(p, image, 0, fired, sent);
    }
  }

  private long nonZeros(int p, Activations activations, int image) {
    int start = activations.start(p, image);
    int count = activations.start(p, image + 1) - start;
    return plan.kernels().countNonZeros(activations.outputs(p), start, count);
  }

  /**
   * Computes again the potentials of a population in one image, where its current is the same at
   * all steps and goes by no tiles.
   *
   * @param potentials {@code [step][neuron]}; modified
   */
  void potentials(int p, Activations activations, int image, float[] potentials, Scratch own) {
    float[] current = own.floats(Scratch.Use.CURRENT, plan.neurons(p));
    currents.compute(p, activations, image, image + 1, 0, 1, current, 0, 0, plan.blocks(p), own);
    float leak = parameters.leak(p);
    float theta = parameters.threshold(p);
    Firing firing = new Firing(plan, activations, DropoutMasks.none(), p, leak, theta);
    for (int block = 0; block < plan.blocks(p); block++) {
      firing.potentials(block, current, potentials, own);
    }
  }

  /** Fires a population. */
  void spike(int p, Activations activations, DropoutMasks dropout, float theta) {
    float leak = parameters.leak(p);
    Firing firing = new Firing(plan, activations, dropout, p, leak, theta);
    if (plan.driven(p)) {
      driven.run(p, activations, firing);
      return;
    }
    currents.prepare(p, workers, scratch);
    shareOut(p, activations, (from, to, own) -> fromCurrent(p, activations, firing, from, to, own));
  }

  private void fromCurrent(
      int p, Activations activations, Firing firing, int from, int to, Scratch own) {
    int neurons = plan.neurons(p);
    int channels = plan.population(p).shape().channels();
    boolean constant = plan.staticCurrent(p);
    boolean inPlace = activations.keepsPotentials(p) && !constant;
    int frames = constant ? 1 : activations.steps();
    float[] current =
        inPlace
            ? activations.potentials(p)
            : own.floats(Scratch.Use.CURRENT, (to - from) * frames * neurons);
    int start = inPlace ? activations.start(p, from) : 0;
    currents.compute(p, activations, from, to, 0, frames, current, start, 0, plan.blocks(p), own);
    for (int image = from; image < to; image++) {
      int first = start + (image - from) * frames * neurons;
      for (int block = 0; block < plan.blocks(p); block++) {
        long fired =
            firing.fire(
                image,
                block,
                0,
                plan.pixels(p),
                0,
                current,
                first + block * Long.SIZE,
                channels,
                constant ? 0 : neurons,
                own);
        firing.finish(image, block, fired, own);
      }
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
    currents.compute(p, activations, from, to, 0, steps, current, 0, 0, plan.blocks(p), own);
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
}
