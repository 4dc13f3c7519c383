package org.dietsnn.cpu.engine;

import java.util.function.IntUnaryOperator;
import org.dietsnn.cpu.kernel.Convolution;

/** The currents that numbers, or spikes as numbers, bring through one synapse, without the bias. */
final class DenseCurrents {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final TransformedWeights tiles;

  DenseCurrents(NetworkPlan plan, FloatParameters parameters, TransformedWeights tiles) {
    this.plan = plan;
    this.parameters = parameters;
    this.tiles = tiles;
  }

  /** To be called before threads compute currents of a population. */
  void prepare(int p, Workers workers, Scratch[] scratch) {
    tiles.prepare(p, workers, scratch);
  }

  /** The same for currents of some of its channels only, see {@link #blocksAtOnce}. */
  void prepare(int p, Blocks blocks, Workers workers, Scratch[] scratch) {
    tiles.prepare(p, blocks, workers, scratch);
  }

  /** Blocks of channels of a population driven by spikes that are to be prepared at a time. */
  int blocksAtOnce(int p) {
    return tiles.blocksAtOnce(p);
  }

  /**
   * Those of spikes.
   *
   * @param frames {@code image * T + step} of each frame
   * @param count frames to take
   * @param current {@code [count][neuron]} from start on; modified in the channels of the blocks
   */
  void ofSpikes(
      int p,
      int s,
      Activations activations,
      IntUnaryOperator frames,
      int count,
      float[] current,
      int start,
      boolean accumulate,
      Blocks blocks,
      Scratch scratch) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    for (int f = 0; f < count; f += synapse.frames()) {
      int done = f;
      int some = Math.min(synapse.frames(), count - f);
      Operand spikes =
          Operand.ofSpikes(synapse, activations, i -> frames.applyAsInt(done + i), some, scratch);
      int target = start + f * plan.neurons(p);
      multiply(p, s, spikes, some, current, target, accumulate, blocks, scratch);
    }
  }

  /**
   * Those of numbers.
   *
   * @param source {@code [count][neuron of the source]} from sourceStart on; not modified
   * @param current {@code [count][neuron]} from start on; modified in the channels of the blocks
   */
  void ofNumbers(
      int p,
      int s,
      float[] source,
      int sourceStart,
      int count,
      float[] current,
      int start,
      boolean accumulate,
      Blocks blocks,
      Scratch scratch) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    int sourceLength = synapse.convolution().geometry().sourceLength();
    for (int f = 0; f < count; f += synapse.frames()) {
      int some = Math.min(synapse.frames(), count - f);
      Operand numbers =
          Operand.staged(synapse, source, sourceStart + f * sourceLength, some, scratch);
      int target = start + f * plan.neurons(p);
      multiply(p, s, numbers, some, current, target, accumulate, blocks, scratch);
    }
  }

  /** At most as many frames as {@link SynapsePlan#frames}. */
  private void multiply(
      int p,
      int s,
      Operand operand,
      int count,
      float[] current,
      int start,
      boolean accumulate,
      Blocks blocks,
      Scratch scratch) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    Convolution convolution = synapse.convolution();
    if (synapse.identity()) {
      int length = count * plan.neurons(p);
      blocks.put(
          plan.kernels(), length, operand.values(), operand.start(), current, start, accumulate);
    } else if (tiles.of(p, s) != null) {
      convolution.forwardTiles(
          count,
          operand.values(),
          operand.start(),
          tiles.of(p, s),
          blocks.from(),
          blocks.to(),
          current,
          start,
          accumulate,
          scratch.floats(Scratch.Use.KERNEL, convolution.scratchLength()));
    } else {
      convolution.forward(
          count,
          operand.values(),
          operand.start(),
          parameters.packed(p, s),
          blocks.from(),
          blocks.to(),
          current,
          start,
          accumulate,
          scratch.floats(Scratch.Use.KERNEL, convolution.scratchLength()));
    }
    long macs = synapse.macs() / blocks.channels() * blocks.width() * count;
    scratch.operations()[0] += macs;
    scratch.operations()[1] += macs;
  }
}
