package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.DenseInputGradient;

/**
 * The gradient of a source's outputs that comes through one synapse. Threads share out the frames,
 * or the inputs of a dense synapse; each element is one sum in an order that does not depend on the
 * number of threads. Where it is added to what is there, it may begin with that or be added at the
 * end, according to whether steps of the batch are left out: this rounds differently.
 */
final class InputGradient {
  /** Outputs whose gradients one task transposes. */
  private static final int OUTPUTS = 64;

  /** Floats of gradient up to which several calls hand on their images together, 1 MiB. */
  private static final int MANY_FLOATS = 1 << 18;

  /** The same with the silent steps, which are hardly touched, 4 MiB. */
  private static final int MOST_FLOATS = 1 << 20;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Workers workers;
  private final Scratch[] scratch;
  private final SpareArrays spare;
  private final ConvolutionProducts convolutions;

  /**
   * Of a network.
   *
   * @param memory lends it that of the packed weights
   * @param spare where it has other memory from
   */
  InputGradient(
      NetworkPlan plan,
      FloatParameters parameters,
      TransformedWeights memory,
      Workers workers,
      Scratch[] scratch,
      SpareArrays spare) {
    this.plan = plan;
    this.parameters = parameters;
    this.workers = workers;
    this.scratch = scratch;
    this.spare = spare;
    this.convolutions = new ConvolutionProducts(plan, parameters, memory, workers, scratch, spare);
  }

  /**
   * Brings the gradient of a population's currents back through one of its synapses.
   *
   * @param frames those for which this takes a product
   * @param images number of images
   * @param gradient dL/dcurrent {@code [frame][neuron]}; not modified
   * @param target dL/doutput of the source {@code [frame][neuron]}; modified in the frames that
   *     matter
   * @param accumulate whether to add to what is there
   */
  void run(
      int p,
      int s,
      GradientFrames frames,
      int images,
      float[] gradient,
      float[] target,
      boolean accumulate) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    if (synapse.dense() && frames.count() > 0) {
      dense(p, s, frames, gradient, target, accumulate);
    } else if (convolutions.inParts(synapse, frames)) {
      float[] products = convolutions.all(p, s, frames, gradient);
      handOn(synapse, frames, products, target, accumulate);
      spare.giveBack(products);
    } else if (frames.count() > 0) {
      convolutions.pack(p, s);
      workers.share(
          frames.count(),
          synapse.frames(),
          (from, to, worker) ->
              some(synapse, frames, from, to, gradient, target, 0, accumulate, scratch[worker]));
    }
    if (!accumulate) {
      workers.run(images, (image, worker) -> zeros(synapse, frames, image, target, 0));
    }
  }

  private static void zeros(
      SynapsePlan synapse, GradientFrames frames, int image, float[] target, int frameZero) {
    int length = synapse.convolution().geometry().sourceLength();
    frames.zeros(
        image,
        frame -> {
          int start = frameZero + frame * length;
          Arrays.fill(target, start, start + length, 0f);
        });
  }

  /** Takes the gradient of one image's outputs. */
  @FunctionalInterface
  interface Reader {
    /**
     * Takes it.
     *
     * @param gradient dL/doutput {@code [step][neuron]}; may be modified
     * @param start its first element
     * @param own scratch memory of the thread
     */
    void read(int image, float[] gradient, int start, Scratch own);
  }

  /**
   * As {@link #run}, image by image: the gradient of a source that no other synapse reads is handed
   * on while it is in the cache, and never exists for the whole batch. Not for a dense synapse.
   *
   * @param frames those for which this takes a product
   * @param images number of images
   * @param steps time steps of each
   */
  void runByImage(
      int p, int s, GradientFrames frames, int images, int steps, float[] gradient, Reader reader) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    float[] products =
        convolutions.inParts(synapse, frames) ? convolutions.all(p, s, frames, gradient) : null;
    if (products == null) {
      convolutions.pack(p, s);
    }
    int perCall = synapse.frames();
    int pooledLength = synapse.convolution().geometry().pooledLength();
    int sourceLength = synapse.convolution().geometry().sourceLength();
    // More than one call at a time: the frames of one image may leave many rows of a tile empty.
    int atOnce = Math.max(perCall, Math.min(2 * perCall, MANY_FLOATS / sourceLength));
    int perImage = Math.max(1, frames.count() / images);
    int fitting = Math.max(perCall, MOST_FLOATS / sourceLength) / steps;
    workers.share(
        images,
        Math.max(1, Math.min(atOnce / perImage, fitting)),
        (from, to, worker) -> {
          Scratch own = scratch[worker];
          int length = (to - from) * steps * sourceLength;
          float[] part = own.floats(Scratch.Use.OUTPUT_GRADIENT, length);
          int frameZero = -from * steps * sourceLength;
          int end = frames.first(to);
          if (products == null) {
            for (int i = frames.first(from); i < end; i += perCall) {
              int next = Math.min(end, i + perCall);
              some(synapse, frames, i, next, gradient, part, frameZero, false, own);
            }
          } else {
            for (int i = frames.first(from); i < end; i++) {
              handOn(synapse, frames, i, products, i * pooledLength, part, frameZero, false);
            }
          }
          for (int image = from; image < to; image++) {
            zeros(synapse, frames, image, part, frameZero);
            reader.read(image, part, frameZero + image * steps * sourceLength, own);
          }
        });
    if (products != null) {
      spare.giveBack(products);
    }
  }

  private void handOn(
      SynapsePlan synapse,
      GradientFrames frames,
      float[] products,
      float[] target,
      boolean accumulate) {
    int length = synapse.convolution().geometry().pooledLength();
    workers.run(
        frames.count(),
        (i, worker) -> handOn(synapse, frames, i, products, i * length, target, 0, accumulate));
  }

  /** All frames at once. */
  private void dense(
      int p, int s, GradientFrames frames, float[] gradient, float[] target, boolean accumulate) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    DenseInputGradient kernel = synapse.denseInputGradient();
    int outputs = plan.neurons(p);
    int count = frames.count();
    float[] transposed = spare.take(kernel.transposedLength(count));
    workers.run(
        (outputs + OUTPUTS - 1) / OUTPUTS,
        (task, worker) -> {
          int from = task * OUTPUTS;
          int to = Math.min(outputs, from + OUTPUTS);
          kernel.transpose(frames.numbers(), gradient, from, to, transposed);
        });
    boolean direct = synapse.synapse().pooling() == 1 && frames.all();
    int pooledLength = synapse.convolution().geometry().pooledLength();
    float[] result = direct ? target : spare.take(count * pooledLength);
    workers.run(
        kernel.ranges(),
        (range, worker) ->
            kernel.multiply(
                range,
                count,
                transposed,
                parameters.packed(p, s),
                result,
                direct && accumulate,
                scratch[worker].floats(Scratch.Use.KERNEL, kernel.scratchLength(count))));
    spare.giveBack(transposed);
    if (!direct) {
      handOn(synapse, frames, result, target, accumulate);
      spare.giveBack(result);
    }
  }

  /** Puts the result of a frame, before pooling, where it belongs, and what follows from it. */
  private void handOn(
      SynapsePlan synapse,
      GradientFrames frames,
      int i,
      float[] result,
      int start,
      float[] target,
      int frameZero,
      boolean accumulate) {
    Convolution convolution = synapse.convolution();
    int length = convolution.geometry().sourceLength();
    boolean pools = synapse.synapse().pooling() > 1;
    frames.handOn(
        i,
        result,
        start,
        convolution.geometry().pooledLength(),
        frame -> {
          int to = frameZero + frame * length;
          if (!pools) {
            plan.kernels().put(length, result, start, target, to, accumulate);
            return;
          }
          if (!accumulate) {
            Arrays.fill(target, to, to + length, 0f);
          }
          convolution.unpool(1, result, start, target, to);
        });
  }

  /**
   * Some frames of a convolution or identity.
   *
   * @param from the first of them, among those that are computed
   * @param to their end
   * @param frameZero where frame 0 would begin in the target
   */
  private void some(
      SynapsePlan synapse,
      GradientFrames frames,
      int from,
      int to,
      float[] gradient,
      float[] target,
      int frameZero,
      boolean accumulate,
      Scratch own) {
    int length = synapse.convolution().geometry().pooledLength();
    if (synapse.synapse().pooling() == 1 && frames.all()) {
      int start = frameZero + from * length;
      beforePooling(synapse, frames, from, to, gradient, target, start, accumulate, own);
      return;
    }
    float[] part = own.floats(Scratch.Use.POOLED, (to - from) * length);
    beforePooling(synapse, frames, from, to, gradient, part, 0, false, own);
    for (int i = from; i < to; i++) {
      int start = (i - from) * length;
      handOn(synapse, frames, i, part, start, target, frameZero, accumulate);
    }
  }

  private void beforePooling(
      SynapsePlan synapse,
      GradientFrames frames,
      int from,
      int to,
      float[] gradient,
      float[] target,
      int targetStart,
      boolean accumulate,
      Scratch own) {
    int[] numbers = frames.numbers();
    int length = synapse.convolution().geometry().outLength();
    if (synapse.identity()) {
      for (int i = from; i < to; i++) {
        int start = targetStart + (i - from) * length;
        plan.kernels().put(length, gradient, numbers[i] * length, target, start, accumulate);
      }
      return;
    }
    convolutions.multiply(
        synapse, frames, from, to, gradient, target, targetStart, accumulate, own);
  }
}
