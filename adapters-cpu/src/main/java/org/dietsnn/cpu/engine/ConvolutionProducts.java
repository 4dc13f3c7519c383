package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.ConvolutionInputGradient;
import org.dietsnn.cpu.kernel.PackedBlocks;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * The products of gradients of currents with the weights of one convolution at a time, which are
 * packed for it: whole, or in parts where that saves memory.
 */
final class ConvolutionProducts {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final TransformedWeights memory;
  private final Workers workers;
  private final Scratch[] scratch;
  private final SpareArrays spare;
  private PackedBlocks weights;

  /**
   * Of a network.
   *
   * @param memory lends that of the packed weights
   * @param spare where other memory comes from
   */
  ConvolutionProducts(
      NetworkPlan plan,
      FloatParameters parameters,
      TransformedWeights memory,
      Workers workers,
      Scratch[] scratch,
      SpareArrays spare) {
    this.plan = plan;
    this.parameters = parameters;
    this.memory = memory;
    this.workers = workers;
    this.scratch = scratch;
    this.spare = spare;
  }

  /**
   * Whether the packed weights of a convolution take too much memory to be there at once, and the
   * results of all frames, which must be there instead, take less than is saved.
   */
  boolean inParts(SynapsePlan synapse, GradientFrames frames) {
    if (synapse.dense() || synapse.identity()) {
      return false;
    }
    ConvolutionInputGradient kernel = synapse.inputGradient();
    long saved =
        (long) kernel.packedLength(blocks(synapse)) - kernel.packedLength(blocksAtOnce(synapse));
    return (long) frames.count() * synapse.convolution().geometry().pooledLength() < saved;
  }

  /** Blocks of channels of the source. */
  private static int blocks(SynapsePlan synapse) {
    return synapse.inputGradient().blocks();
  }

  private int blocksAtOnce(SynapsePlan synapse) {
    return memory.fitting(blocks(synapse), synapse.inputGradient()::packedLength);
  }

  /**
   * All frames that are computed, before pooling, one after the other; part by part.
   *
   * @return to be given back to the spare arrays
   */
  float[] all(int p, int s, GradientFrames frames, float[] gradient) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    int length = synapse.convolution().geometry().pooledLength();
    float[] products = spare.take(frames.count() * length);
    int blocks = blocks(synapse);
    int atOnce = blocksAtOnce(synapse);
    for (int block = 0; block < blocks; block += atOnce) {
      int first = block;
      int end = Math.min(blocks, block + atOnce);
      pack(p, s, first, end);
      workers.share(
          frames.count(),
          synapse.frames(),
          (from, to, worker) ->
              multiply(
                  synapse,
                  frames,
                  from,
                  to,
                  gradient,
                  first,
                  end,
                  products,
                  from * length,
                  false,
                  scratch[worker]));
    }
    return products;
  }

  /** Packs the weights of a convolution, all blocks; nothing for an identity. */
  void pack(int p, int s) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    if (!synapse.identity()) {
      pack(p, s, 0, blocks(synapse));
    }
  }

  private void pack(int p, int s, int first, int end) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    ConvolutionInputGradient kernel = synapse.inputGradient();
    weights = new PackedBlocks(memory.lend(kernel.packedLength(end - first)), first);
    PackedWeights packed = parameters.packed(p, s);
    workers.run(
        end - first,
        (i, worker) ->
            kernel.pack(
                packed,
                first + i,
                weights,
                scratch[worker].floats(Scratch.Use.KERNEL, kernel.packScratchLength())));
  }

  /**
   * Some frames, whose weights have been packed whole.
   *
   * @param from the first of them, among those that are computed
   * @param to their end, at most {@link SynapsePlan#frames} later
   * @param gradient dL/dcurrent {@code [frame][neuron]}; not modified
   * @param target one frame after the other, before pooling; modified from targetStart on
   * @param accumulate whether to add to what is there
   */
  void multiply(
      SynapsePlan synapse,
      GradientFrames frames,
      int from,
      int to,
      float[] gradient,
      float[] target,
      int targetStart,
      boolean accumulate,
      Scratch own) {
    int blocks = blocks(synapse);
    multiply(synapse, frames, from, to, gradient, 0, blocks, target, targetStart, accumulate, own);
  }

  private void multiply(
      SynapsePlan synapse,
      GradientFrames frames,
      int from,
      int to,
      float[] gradient,
      int firstBlock,
      int endBlock,
      float[] target,
      int targetStart,
      boolean accumulate,
      Scratch own) {
    int[] numbers = frames.numbers();
    int length = synapse.convolution().geometry().outLength();
    ConvolutionInputGradient kernel = synapse.inputGradient();
    float[] staged = own.floats(Scratch.Use.STAGED, kernel.stagedLength());
    for (int i = from; i < to; i++) {
      kernel.stage(i - from, gradient, numbers[i] * length, staged);
    }
    kernel.multiply(
        to - from,
        staged,
        0,
        weights,
        firstBlock,
        endBlock,
        target,
        targetStart,
        accumulate,
        own.floats(Scratch.Use.KERNEL, kernel.scratchLength()));
  }
}
