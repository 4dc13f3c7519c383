package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.DenseInputGradient;
import org.dietsnn.cpu.kernel.FloatArrays;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * The gradient of a source's outputs that comes through one synapse. Threads share out the frames,
 * or the inputs of a dense synapse; each element is one sum in a fixed order.
 */
final class InputGradient {
  /** Outputs whose gradients one task transposes. */
  private static final int OUTPUTS = 64;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final FloatKernels kernels;
  private final Workers workers;
  private final Scratch[] scratch;
  private float[] weights = new float[0];
  private float[] transposed = new float[0];
  private float[] pooled = new float[0];

  InputGradient(
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
    if (!synapse.identity()) {
      packWeights(p, s);
    }
    int perTask = synapse.frames();
    workers.run(
        (frames + perTask - 1) / perTask,
        (task, worker) -> {
          int from = task * perTask;
          int count = Math.min(perTask, frames - from);
          some(synapse, from, count, gradient, target, accumulate, scratch[worker]);
        });
  }

  /** All frames at once. */
  private void dense(
      int p, int s, int frames, float[] gradient, float[] target, boolean accumulate) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    DenseInputGradient kernel = new DenseInputGradient(kernels, synapse.convolution().geometry());
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
              unpool(synapse, 1, pooled, frame * pooledLength, target, frame, accumulate));
    }
  }

  private static void unpool(
      SynapsePlan synapse,
      int count,
      float[] pooled,
      int pooledStart,
      float[] target,
      int frame,
      boolean accumulate) {
    Convolution convolution = synapse.convolution();
    int sourceLength = convolution.geometry().sourceLength();
    int start = frame * sourceLength;
    if (!accumulate) {
      Arrays.fill(target, start, start + count * sourceLength, 0f);
    }
    convolution.unpool(count, pooled, pooledStart, target, start);
  }

  /** One synapse at a time, so that only the largest needs memory. */
  private void packWeights(int p, int s) {
    Convolution convolution = plan.synapses(p).get(s).convolution();
    if (weights.length < convolution.packedForInputGradientLength()) {
      weights = new float[convolution.packedForInputGradientLength()];
    }
    PackedWeights packed = parameters.packed(p, s);
    workers.run(
        convolution.gradientBlocks(),
        (block, worker) -> convolution.packForInputGradient(packed, block, weights));
  }

  /** Some frames of a convolution or identity. */
  private void some(
      SynapsePlan synapse,
      int from,
      int count,
      float[] gradient,
      float[] target,
      boolean accumulate,
      Scratch own) {
    int start = from * synapse.convolution().geometry().outLength();
    if (synapse.synapse().pooling() > 1) {
      int length = count * synapse.convolution().geometry().pooledLength();
      float[] part = own.floats(Scratch.Use.POOLED, length);
      beforePooling(synapse, count, gradient, start, part, 0, false, own);
      unpool(synapse, count, part, 0, target, from, accumulate);
    } else {
      int targetStart = from * synapse.convolution().geometry().sourceLength();
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
    Convolution convolution = synapse.convolution();
    if (synapse.identity()) {
      int length = count * convolution.geometry().outLength();
      if (accumulate) {
        FloatArrays.add(length, gradient, start, target, targetStart);
      } else {
        System.arraycopy(gradient, start, target, targetStart, length);
      }
      return;
    }
    float[] staged = gradient;
    int stagedStart = start;
    if (convolution.stagesGradient()) {
      staged = own.floats(Scratch.Use.STAGED, convolution.stagedGradientLength());
      convolution.stageGradient(count, gradient, start, staged);
      stagedStart = 0;
    }
    convolution.inputGradient(
        count,
        staged,
        stagedStart,
        weights,
        0,
        convolution.gradientBlocks(),
        target,
        targetStart,
        accumulate,
        own.floats(Scratch.Use.KERNEL, convolution.scratchLength()));
  }
}
