package org.dietsnn.cpu.engine;

import java.util.Arrays;
import java.util.List;
import org.dietsnn.cpu.kernel.EventList;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.cpu.kernel.StepSets;

/**
 * The whole current that the synapses of a population bring, for a range of images: for populations
 * that do not spike, or whose input does not, or too much of it does.
 */
final class Currents {
  /** Pixels whose event-driven current is computed before it is added to the rest. */
  private static final int CHUNK = 16;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final DenseCurrents dense;

  Currents(NetworkPlan plan, FloatParameters parameters, DenseCurrents dense) {
    this.plan = plan;
    this.parameters = parameters;
    this.dense = dense;
  }

  /** To be called before threads compute currents of a population. */
  void prepare(int p, Workers workers, Scratch[] scratch) {
    dense.prepare(p, workers, scratch);
  }

  /**
   * Sums the currents of all synapses.
   *
   * @param p population
   * @param activations outputs of the populations before it
   * @param from first image
   * @param to one past the last image
   * @param firstStep first time step of the spikes to take
   * @param frames frames of current per image: all steps, or 1 if all current is static
   * @param current {@code [to - from][frames][neuron]} from start on; modified in the channels of
   *     the blocks
   * @param fromBlock first block of 64 channels to compute
   * @param toBlock end of the blocks
   */
  void compute(
      int p,
      Activations activations,
      int from,
      int to,
      int firstStep,
      int frames,
      float[] current,
      int start,
      int fromBlock,
      int toBlock,
      Scratch scratch) {
    int channels = plan.population(p).shape().channels();
    Blocks blocks = new Blocks(fromBlock, toBlock, channels);
    List<SynapsePlan> synapses = plan.synapses(p);
    for (int s = 0; s < synapses.size(); s++) {
      SynapsePlan synapse = synapses.get(s);
      int source = synapse.synapse().source();
      if (plan.population(source).spiking()) {
        bringSpikes(
            p, s, activations, from, to, firstStep, frames, current, start, blocks, scratch);
      } else if (firstStep == 0 && activations.steps(source) == frames) {
        int count = (to - from) * frames;
        float[] outputs = activations.outputs(source);
        int sourceStart = activations.start(source, from);
        dense.ofNumbers(p, s, outputs, sourceStart, count, current, start, s > 0, blocks, scratch);
      } else if (activations.steps(source) > 1) {
        for (int image = from; image < to; image++) {
          int frame = activations.start(source, image) + firstStep * plan.neurons(source);
          int target = start + (image - from) * frames * plan.neurons(p);
          float[] outputs = activations.outputs(source);
          dense.ofNumbers(p, s, outputs, frame, frames, current, target, s > 0, blocks, scratch);
        }
      } else {
        int neurons = plan.neurons(p);
        float[] outputs = activations.outputs(source);
        int sourceStart = activations.start(source, from);
        float[] once = scratch.floats(Scratch.Use.STATIC, (to - from) * neurons);
        dense.ofNumbers(p, s, outputs, sourceStart, to - from, once, 0, false, blocks, scratch);
        repeat(once, to - from, frames, neurons, current, start, s > 0, blocks);
      }
      int pixels = (to - from) * frames * plan.pixels(p);
      int first = blocks.firstChannel();
      parameters.addBias(p, s, first, blocks.width(), current, start + first, pixels, channels);
    }
  }

  /** Image by image, by events where the image's spikes are few. */
  private void bringSpikes(
      int p,
      int s,
      Activations activations,
      int from,
      int to,
      int firstStep,
      int frames,
      float[] current,
      int start,
      Blocks blocks,
      Scratch scratch) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    int perImage = frames * plan.neurons(p);
    int image = from;
    while (image < to) {
      int end = image;
      while (end < to && !sparse(synapse, activations, end)) {
        end++;
      }
      int target = start + (image - from) * perImage;
      if (end > image) {
        int first = image;
        dense.ofSpikes(
            p,
            s,
            activations,
            i -> (first + i / frames) * activations.steps() + firstStep + i % frames,
            (end - image) * frames,
            current,
            target,
            s > 0,
            blocks,
            scratch);
        image = end;
      } else {
        bringEvents(
            p, s, activations, image, firstStep, frames, current, target, s > 0, blocks, scratch);
        image++;
      }
    }
  }

  /** Whether an image's spikes go through a synapse the event-driven way. */
  static boolean sparse(SynapsePlan synapse, Activations activations, int image) {
    int source = synapse.synapse().source();
    return !synapse.identity()
        && synapse.sparse(
            activations.sent(source, image), activations.steps(), activations.frames());
  }

  private void bringEvents(
      int p,
      int s,
      Activations activations,
      int image,
      int firstStep,
      int frames,
      float[] current,
      int start,
      boolean accumulate,
      Blocks blocks,
      Scratch scratch) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    int width = synapse.events().blockColumns();
    EventLists lists = scratch.events();
    lists.resize(1);
    lists.listAll(synapse, activations, image, firstStep, frames, scratch);
    EventList list = lists.of(0).windows();
    StepSets sets = lists.of(0).sets();
    boolean[] held = scratch.flags(sets.count());
    Arrays.fill(held, 0, sets.count(), false);
    int stride = CHUNK * width;
    float value = activations.value(synapse.synapse().source());
    PackedWeights weights = parameters.packed(p, s);
    float[] some = scratch.floats(Scratch.Use.ROW, sets.count() * stride);
    int channels = plan.population(p).shape().channels();
    int pixels = plan.pixels(p);
    for (int block = blocks.from(); block < blocks.to(); block++) {
      int valid = plan.channels(p, block);
      for (int from = 0; from < pixels; from += CHUNK) {
        int to = Math.min(pixels, from + CHUNK);
        synapse
            .events()
            .forward(
                list,
                sets.count(),
                value,
                weights,
                block,
                from,
                to,
                some,
                0,
                width,
                stride,
                held,
                0);
        sets.combine(plan.kernels(), (to - from) * width, some, 0, stride);
        for (int t = 0; t < frames; t++) {
          for (int i = from; i < to; i++) {
            int computed = (t * CHUNK + i - from) * width;
            int target = start + (t * pixels + i) * channels + block * Long.SIZE;
            plan.kernels().put(valid, some, computed, current, target, accumulate);
          }
        }
      }
      long combined = (long) sets.additions() * pixels;
      scratch.operations()[0] += (long) frames * pixels * valid;
      scratch.operations()[1] += (list.sums() + combined) * valid;
    }
  }

  private void repeat(
      float[] once,
      int images,
      int frames,
      int neurons,
      float[] current,
      int start,
      boolean accumulate,
      Blocks blocks) {
    for (int frame = 0; frame < images * frames; frame++) {
      int from = frame / frames * neurons;
      blocks.put(plan.kernels(), neurons, once, from, current, start + frame * neurons, accumulate);
    }
  }
}
