package org.dietsnn.cpu.engine;

import java.util.List;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.EventConvolution;
import org.dietsnn.cpu.kernel.FloatArrays;

/** The current that the synapses of a population bring, for a range of images. */
final class Currents {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final boolean alwaysByEvents;

  private Currents(NetworkPlan plan, FloatParameters parameters, boolean alwaysByEvents) {
    this.plan = plan;
    this.parameters = parameters;
    this.alwaysByEvents = alwaysByEvents;
  }

  /** Spikes go the way that is faster at their density, image by image; needs counted spikes. */
  static Currents byDensity(NetworkPlan plan, FloatParameters parameters) {
    return new Currents(plan, parameters, false);
  }

  /** Spikes go the event-driven way whatever their density; spikes need not be counted. */
  static Currents byEvents(NetworkPlan plan, FloatParameters parameters) {
    return new Currents(plan, parameters, true);
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
      if (sourceFrames == frames && plan.population(source).spiking() && !synapse.identity()) {
        bringSpikes(p, s, activations, from, to, current, start, s > 0, scratch);
      } else if (sourceFrames == frames) {
        bring(p, s, outputs, sourceStart, count, current, start, s > 0, scratch);
      } else {
        int neurons = plan.neurons(p);
        float[] once = scratch.floats(Scratch.Use.STATIC, count * neurons);
        bring(p, s, outputs, sourceStart, count, once, 0, false, scratch);
        repeat(once, to - from, frames, neurons, current, start, s > 0);
      }
    }
  }

  /** Image by image, by events where the image's spikes are few or that is the only way. */
  private void bringSpikes(
      int p,
      int s,
      Activations activations,
      int from,
      int to,
      float[] current,
      int start,
      boolean accumulate,
      Scratch scratch) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    int source = synapse.synapse().source();
    int steps = activations.steps();
    int perImage = steps * plan.neurons(p);
    int image = from;
    while (image < to) {
      int end = image;
      while (end < to && !alwaysByEvents && !synapse.sparse(activations.sent(source)[end], steps)) {
        end++;
      }
      int target = start + (image - from) * perImage;
      if (end > image) {
        int count = (end - image) * steps;
        float[] outputs = activations.outputs(source);
        int sourceStart = activations.start(source, image);
        bring(p, s, outputs, sourceStart, count, current, target, accumulate, scratch);
        image = end;
      } else {
        bringEvents(p, s, activations, image, current, target, accumulate, scratch);
        image++;
      }
    }
  }

  private void bringEvents(
      int p,
      int s,
      Activations activations,
      int image,
      float[] current,
      int start,
      boolean accumulate,
      Scratch scratch) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    EventConvolution events = synapse.events();
    int source = synapse.synapse().source();
    int[] list = scratch.ints(Scratch.Use.EVENTS, events.eventCapacity());
    int[] index = scratch.ints(Scratch.Use.EVENT_INDEX, events.indexLength());
    int neurons = plan.neurons(p);
    for (int t = 0; t < activations.steps(); t++) {
      int frame = activations.start(source, image) + t * plan.neurons(source);
      events.list(activations.outputs(source), frame, list, index);
      events.forward(
          list,
          index,
          activations.value(source),
          parameters.packed(p, s),
          current,
          start + t * neurons,
          accumulate,
          scratch.floats(Scratch.Use.KERNEL, events.scratchLength()),
          scratch.operations());
    }
    addBias(p, s, current, start, activations.steps() * neurons);
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
    scratch.operations()[0] += synapse.macs() * frames;
    scratch.operations()[1] += synapse.macs() * frames;
    addBias(p, s, current, start, frames * outLength);
  }

  private void addBias(int p, int s, float[] current, int start, int length) {
    float[] bias = parameters.bias(p, s);
    if (bias == null) {
      return;
    }
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
