package org.dietsnn.cpu.engine;

import java.util.List;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.FloatArrays;

/** The current that the synapses of a population bring, for a range of images. */
final class Currents {
  private final NetworkPlan plan;
  private final FloatParameters parameters;

  Currents(NetworkPlan plan, FloatParameters parameters) {
    this.plan = plan;
    this.parameters = parameters;
  }

  /**
   * Sums the currents of all synapses.
   *
   * @param p population
   * @param activations outputs of the populations before it
   * @param from first image
   * @param to one past the last image
   * @param frames frames of current per image: all steps, or 1 if all current is static
   * @param current {@code [to - from][frames][neuron]} from start on; modified
   */
  void compute(
      int p,
      Activations activations,
      int from,
      int to,
      int frames,
      float[] current,
      int start,
      Scratch scratch) {
    List<SynapsePlan> synapses = plan.synapses(p);
    for (int s = 0; s < synapses.size(); s++) {
      SynapsePlan synapse = synapses.get(s);
      int source = synapse.synapse().source();
      float[] outputs = activations.outputs(source);
      int sourceStart = activations.start(source, from);
      int sourceFrames = activations.steps(source);
      int count = (to - from) * sourceFrames;
      if (sourceFrames == frames) {
        bring(p, s, outputs, sourceStart, count, current, start, s > 0, scratch);
      } else {
        int neurons = plan.neurons(p);
        float[] once = scratch.floats(Scratch.Use.STATIC, count * neurons);
        bring(p, s, outputs, sourceStart, count, once, 0, false, scratch);
        repeat(once, to - from, frames, neurons, current, start, s > 0);
      }
    }
  }

  private void bring(
      int p,
      int s,
      float[] source,
      int sourceStart,
      int frames,
      float[] current,
      int start,
      boolean accumulate,
      Scratch scratch) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    Convolution convolution = synapse.convolution();
    int sourceLength = convolution.geometry().sourceLength();
    int outLength = convolution.geometry().outLength();
    for (int f = 0; f < frames; f += synapse.frames()) {
      int count = Math.min(synapse.frames(), frames - f);
      float[] staged = source;
      int stagedStart = sourceStart + f * sourceLength;
      if (synapse.identity() ? synapse.synapse().pooling() > 1 : convolution.stages()) {
        staged = scratch.floats(Scratch.Use.STAGED, convolution.stagedLength());
        convolution.stage(count, source, stagedStart, staged);
        stagedStart = 0;
      }
      int target = start + f * outLength;
      if (!synapse.identity()) {
        convolution.forward(
            count,
            staged,
            stagedStart,
            parameters.packed(p, s),
            0,
            convolution.blocks(),
            current,
            target,
            accumulate,
            scratch.floats(Scratch.Use.KERNEL, convolution.scratchLength()));
      } else if (accumulate) {
        FloatArrays.add(count * outLength, staged, stagedStart, current, target);
      } else {
        System.arraycopy(staged, stagedStart, current, target, count * outLength);
      }
    }
    float[] bias = parameters.bias(p, s);
    if (bias != null) {
      addBias(bias, current, start, frames * outLength);
    }
  }

  private static void addBias(float[] bias, float[] current, int start, int length) {
    for (int i = start; i < start + length; i += bias.length) {
      FloatArrays.add(bias.length, bias, 0, current, i);
    }
  }

  private static void repeat(
      float[] once,
      int images,
      int frames,
      int neurons,
      float[] current,
      int start,
      boolean accumulate) {
    for (int frame = 0; frame < images * frames; frame++) {
      int from = frame / frames * neurons;
      int to = start + frame * neurons;
      if (accumulate) {
        FloatArrays.add(neurons, once, from, current, to);
      } else {
        System.arraycopy(once, from, current, to, neurons);
      }
    }
  }
}
