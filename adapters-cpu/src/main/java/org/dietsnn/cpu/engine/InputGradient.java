package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.ConvolutionInputGradient;
import org.dietsnn.cpu.kernel.DenseInputGradient;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * The gradient of a source's outputs that comes through one synapse. Threads share out the frames,
 * or the inputs of a dense synapse; each element is one sum in a fixed order.
 */
final class InputGradient {
  /** Outputs whose gradients one task transposes. */
  private static final int OUTPUTS = 64;

  /** Floats of gradient up to which several calls hand on their images together, 1 MiB. */
  private static final int MANY_FLOATS = 1 << 18;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final TransformedWeights memory;
  private final Workers workers;
  private final Scratch[] scratch;
  private float[] weights = new float[0];
  private float[] transposed = new float[0];
  private float[] pooled = new float[0];

  /**
   * Of a network.
   *
   * @param memory lends it that of the packed weights
   */
  InputGradient(
      NetworkPlan plan,
      FloatParameters parameters,
      TransformedWeights memory,
      Workers workers,
      Scratch[] scratch) {
    this.plan = plan;
    this.parameters = parameters;
    this.memory = memory;
    this.workers = workers;
    this.scratch = scratch;
  }

  /**
   * Brings the gradient of a population's currents back through one of its synapses.
   *
   * @param frames images times time steps
   * @param gradient dL/dcurrent {@code [frame][neuron]}; not modified
   * @param target dL/doutput of the source {@code [frame][neuron]}; modified
   * @param accumulate whether to add to what is there
   */
  void run(int p, int s, int frames, float[] gradient, float[] target, boolean accumulate) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    if (synapse.dense()) {
      dense(p, s, frames, gradient, target, accumulate);
      return;
    }
    packWeights(p, s);
    int sourceLength = synapse.convolution().geometry().sourceLength();
    workers.share(
        frames,
        synapse.frames(),
        (from, end, worker) -> {
          int to = from * sourceLength;
          some(synapse, from, end - from, gradient, target, to, accumulate, scratch[worker]);
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
   * @param images number of images
   * @param steps time steps of each
   */
  void runByImage(int p, int s, int images, int steps, float[] gradient, Reader reader) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    packWeights(p, s);
    int perCall = synapse.frames();
    int sourceLength = synapse.convolution().geometry().sourceLength();
    // More than one call at a time: the frames of one image may leave many rows of a tile empty.
    int atOnce = Math.max(perCall, Math.min(2 * perCall, MANY_FLOATS / sourceLength));
    workers.share(
        images,
        Math.max(1, atOnce / steps),
        (from, to, worker) -> {
          Scratch own = scratch[worker];
          int length = (to - from) * steps * sourceLength;
          float[] part = own.floats(Scratch.Use.OUTPUT_GRADIENT, length);
          for (int frame = from * steps; frame < to * steps; frame += perCall) {
            int count = Math.min(perCall, to * steps - frame);
            int target = (frame - from * steps) * sourceLength;
            some(synapse, frame, count, gradient, part, target, false, own);
          }
          for (int image = from; image < to; image++) {
            reader.read(image, part, (image - from) * steps * sourceLength, own);
          }
        });
  }

  /** All frames at once. */
  private void dense(
      int p, int s, int frames, float[] gradient, float[] target, boolean accumulate) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    DenseInputGradient kernel = synapse.denseInputGradient();
    int outputs = plan.neurons(p);
    if (transposed.length < kernel.transposedLength(frames)) {
      transposed = new float[kernel.transposedLength(frames)];
    }
    workers.run(
        (outputs + OUTPUTS - 1) / OUTPUTS,
        (task, worker) -> {
          int from = task * OUTPUTS;
          int to = Math.min(outputs, from + OUTPUTS);
          kernel.transpose(frames, gradient, from, to, transposed);
        });
    boolean pools = synapse.synapse().pooling() > 1;
    int pooledLength = synapse.convolution().geometry().pooledLength();
    if (pools && pooled.length < frames * pooledLength) {
      pooled = new float[frames * pooledLength];
    }
    float[] result = pools ? pooled : target;
    workers.run(
        kernel.ranges(),
        (range, worker) ->
            kernel.multiply(
                range,
                frames,
                transposed,
                parameters.packed(p, s),
                result,
                accumulate && !pools,
                scratch[worker].floats(Scratch.Use.KERNEL, kernel.scratchLength(frames))));
    if (pools) {
      workers.run(
          frames,
          (frame, worker) ->
              unpool(
                  synapse,
                  1,
                  pooled,
                  frame * pooledLength,
                  target,
                  frame * synapse.convolution().geometry().sourceLength(),
                  accumulate));
    }
  }

  private static void unpool(
      SynapsePlan synapse,
      int count,
      float[] pooled,
      int pooledStart,
      float[] target,
      int start,
      boolean accumulate) {
    Convolution convolution = synapse.convolution();
    if (!accumulate) {
      Arrays.fill(target, start, start + count * convolution.geometry().sourceLength(), 0f);
    }
    convolution.unpool(count, pooled, pooledStart, target, start);
  }

  /** One synapse at a time, so that only the largest needs memory. */
  private void packWeights(int p, int s) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    if (synapse.identity()) {
      return;
    }
    ConvolutionInputGradient kernel = synapse.inputGradient();
    weights = memory.lend(kernel.packedLength());
    PackedWeights packed = parameters.packed(p, s);
    workers.run(
        kernel.blocks(),
        (block, worker) ->
            kernel.pack(
                packed,
                block,
                weights,
                scratch[worker].floats(Scratch.Use.KERNEL, kernel.packScratchLength())));
  }

  /** Some frames of a convolution or identity. */
  private void some(
      SynapsePlan synapse,
      int from,
      int count,
      float[] gradient,
      float[] target,
      int targetStart,
      boolean accumulate,
      Scratch own) {
    int start = from * synapse.convolution().geometry().outLength();
    if (synapse.synapse().pooling() > 1) {
      int length = count * synapse.convolution().geometry().pooledLength();
      float[] part = own.floats(Scratch.Use.POOLED, length);
      beforePooling(synapse, count, gradient, start, part, 0, false, own);
      unpool(synapse, count, part, 0, target, targetStart, accumulate);
    } else {
      beforePooling(synapse, count, gradient, start, target, targetStart, accumulate, own);
    }
  }

  private void beforePooling(
      SynapsePlan synapse,
      int count,
      float[] gradient,
      int start,
      float[] target,
      int targetStart,
      boolean accumulate,
      Scratch own) {
    if (synapse.identity()) {
      int length = count * synapse.convolution().geometry().outLength();
      plan.kernels().put(length, gradient, start, target, targetStart, accumulate);
      return;
    }
    ConvolutionInputGradient kernel = synapse.inputGradient();
    float[] staged = gradient;
    int stagedStart = start;
    if (kernel.stages()) {
      staged = own.floats(Scratch.Use.STAGED, kernel.stagedLength());
      kernel.stage(count, gradient, start, staged);
      stagedStart = 0;
    }
    kernel.multiply(
        count,
        staged,
        stagedStart,
        weights,
        0,
        kernel.blocks(),
        target,
        targetStart,
        accumulate,
        own.floats(Scratch.Use.KERNEL, kernel.scratchLength()));
  }
}
