package org.dietsnn.cpu.engine;

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
    Convolution convolution = synapse.convolution();
    int source = synapse.synapse().source();
    int sourceLength = convolution.geometry().sourceLength();
    float[] outputs = activations.outputs(source);
    int start = from * sourceLength;
    if (plan.population(source).spiking()) {
      outputs = own.floats(Scratch.Use.UNPACKED, count * sourceLength);
      start = 0;
      for (int i = 0; i < count; i++) {
        int image = (from + i) / activations.steps();
        int step = (from + i) % activations.steps();
        activations.unpack(source, image, step, outputs, i * sourceLength);
      }
    }
    if (!convolution.stages()) {
      return new Operand(outputs, start);
    }
    float[] staged = own.floats(Scratch.Use.STAGED, convolution.stagedLength());
    convolution.stage(count, outputs, start, staged);
    return new Operand(staged, 0);
  }
}
