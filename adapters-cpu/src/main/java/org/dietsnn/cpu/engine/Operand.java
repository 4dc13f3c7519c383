package org.dietsnn.cpu.engine;

import java.util.function.IntUnaryOperator;
import org.dietsnn.cpu.kernel.Convolution;

/**
 * What a synapse multiplies its weights with: what its source sent in some frames, spikes as
 * numbers, pooled and padded.
 *
 * @param values where it lies; not to be modified
 * @param start its first element
 */
record Operand(float[] values, int start) {
  /**
   * Brings it about, in the scratch memory of the thread where it does not lie there already.
   *
   * @param from first frame
   * @param count frames, at most {@link SynapsePlan#frames}
   */
  static Operand of(
      NetworkPlan plan,
      SynapsePlan synapse,
      Activations activations,
      int from,
      int count,
      Scratch own) {
    int source = synapse.synapse().source();
    if (plan.population(source).spiking()) {
      return ofSpikes(synapse, activations, i -> from + i, count, own);
    }
    int length = synapse.convolution().geometry().sourceLength();
    return staged(synapse, activations.outputs(source), from * length, count, own);
  }

  /**
   * The same of spikes.
   *
   * @param frames {@code image * T + step} of each frame
   */
  static Operand ofSpikes(
      SynapsePlan synapse,
      Activations activations,
      IntUnaryOperator frames,
      int count,
      Scratch own) {
    Convolution convolution = synapse.convolution();
    int source = synapse.synapse().source();
    int steps = activations.steps();
    if (convolution.stagesSpikes()) {
      float[] staged = own.floats(Scratch.Use.STAGED, synapse.frames() * synapse.operandLength());
      float value = activations.value(source);
      for (int i = 0; i < count; i++) {
        int frame = frames.applyAsInt(i);
        int word = activations.word(source, frame / steps, frame % steps);
        convolution.stageSpikes(i, activations.spikes(source), word, value, staged);
      }
      return new Operand(staged, 0);
    }
    int length = convolution.geometry().sourceLength();
    float[] unpacked = own.floats(Scratch.Use.UNPACKED, count * length);
    for (int i = 0; i < count; i++) {
      int frame = frames.applyAsInt(i);
      activations.unpack(source, frame / steps, frame % steps, unpacked, i * length);
    }
    return staged(synapse, unpacked, 0, count, own);
  }

  /**
   * What lies there as numbers, pooled and padded.
   *
   * @param outputs {@code [frame][neuron]} of the source from start on; not modified
   */
  static Operand staged(SynapsePlan synapse, float[] outputs, int start, int count, Scratch own) {
    if (!synapse.stages()) {
      return new Operand(outputs, start);
    }
    Convolution convolution = synapse.convolution();
    float[] staged = own.floats(Scratch.Use.STAGED, convolution.stagedLength());
    convolution.stage(count, outputs, start, staged);
    return new Operand(staged, 0);
  }
}
