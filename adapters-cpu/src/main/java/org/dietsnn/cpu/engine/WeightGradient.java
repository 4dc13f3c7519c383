package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * The gradient of one synapse's weights and bias. Threads own disjoint parts of the weights and add
 * the frames in order, so the sum does not depend on their number.
 */
final class WeightGradient {
  /** Floats of staged source that are held at a time. */
  private static final int ROUND = 1 << 20;

  private final NetworkPlan plan;
  private final Gradients gradients;
  private final Workers workers;
  private final Scratch[] scratch;
  private final EventGradientRun events;
  private final TileGradientRun tiles;
  private float[] staged = new float[0];
  private float[] sums = new float[0];
  private int[] numbers = new int[0];
  private boolean[] byEvents = new boolean[0];

  WeightGradient(NetworkPlan plan, Gradients gradients, Workers workers, Scratch[] scratch) {
    this.plan = plan;
    this.gradients = gradients;
    this.workers = workers;
    this.scratch = scratch;
    this.events = new EventGradientRun(workers, scratch);
    this.tiles = new TileGradientRun(plan, workers, scratch);
  }

  /**
   * Replaces the gradient of a synapse's weights and bias.
   *
   * @param currentGradient dL/dcurrent {@code [image][step][neuron]}, or its sum over the steps
   *     {@code [image][neuron]} if all the current is static; not modified
   * @param summed whether it is that sum
   */
  void run(int p, int s, Activations activations, float[] currentGradient, boolean summed) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    float[] gradient = currentGradient;
    int frames = activations.images() * activations.steps();
    if (synapse.fromInput() && activations.steps() > 1) {
      gradient = summed ? currentGradient : sumOverSteps(p, activations, currentGradient);
      frames = activations.images();
    }
    if (synapse.dense()) {
      keep(p, s, activations, frames, gradient);
    } else {
      PackedWeights packed = gradients.summed().packed(p, s);
      int end = packed.start() + synapse.convolution().packedLength();
      Arrays.fill(packed.values(), packed.start(), end, 0f);
      if (synapse.tileGradient() != null) {
        frameByFrame(synapse, activations, frames, gradient, packed);
      } else if (sparse(synapse, activations)) {
        Arrays.fill(flags(frames), 0, frames, true);
        events.run(synapse, activations, byEvents, gradient, packed);
      } else {
        sum(synapse, activations, frames, gradient, packed);
      }
    }
    if (synapse.bias()) {
      bias(p, s, activations, frames / activations.images(), gradient);
    }
  }

  /** Frames of few spikes the event-driven way, silent ones not at all, the others by tiles. */
  private void frameByFrame(
      SynapsePlan synapse,
      Activations activations,
      int frames,
      float[] gradient,
      PackedWeights packed) {
    int[] all = frameNumbers(frames);
    int dense = frames;
    if (plan.population(synapse.synapse().source()).spiking()) {
      boolean[] few = flags(frames);
      dense = 0;
      for (int frame = 0; frame < frames; frame++) {
        few[frame] =
            synapse.sparseGradient(
                activations.sentInFrame(synapse.synapse().source(), frame), frames);
        if (!few[frame]) {
          all[dense++] = frame;
        }
      }
      if (dense < frames) {
        events.run(synapse, activations, few, gradient, packed);
      }
    }
    tiles.run(synapse, activations, all, dense, gradient, packed);
  }

  /** 0 .. frames - 1, in memory that the next call uses again. */
  private int[] frameNumbers(int frames) {
    if (numbers.length < frames) {
      numbers = new int[frames];
    }
    for (int frame = 0; frame < frames; frame++) {
      numbers[frame] = frame;
    }
    return numbers;
  }

  /** One for each frame, of any content, in memory that the next call uses again. */
  private boolean[] flags(int frames) {
    if (byEvents.length < frames) {
      byEvents = new boolean[frames];
    }
    return byEvents;
  }

  private boolean sparse(SynapsePlan synapse, Activations activations) {
    int source = synapse.synapse().source();
    return plan.population(source).spiking()
        && synapse.sparse(activations.sent(source), activations.frames(), activations.frames());
  }

  /** Keeps what the weight gradient of a dense synapse is the product of. */
  private void keep(int p, int s, Activations activations, int frames, float[] gradient) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    DenseWeightGradient kept = gradients.dense(p, s);
    if (sparse(synapse, activations)) {
      kept.keepSpikes(activations, gradient, workers);
    } else {
      float[] operand = kept.operand(frames * synapse.operandLength());
      int groups = (frames + synapse.frames() - 1) / synapse.frames();
      stage(synapse, activations, operand, frames, 0, groups);
      kept.keepNumbers(frames, operand, gradient);
    }
  }

  private void sum(
      SynapsePlan synapse,
      Activations activations,
      int frames,
      float[] gradient,
      PackedWeights packed) {
    int source = synapse.synapse().source();
    boolean spiking = plan.population(source).spiking();
    Convolution convolution = synapse.convolution();
    int group = synapse.frames();
    int groups = (frames + group - 1) / group;
    if (!spiking && !convolution.stages()) {
      int length = group * convolution.geometry().sourceLength();
      float[] outputs = activations.outputs(source);
      outer(convolution, outputs, length, 0, 0, groups, frames, gradient, packed);
      return;
    }
    int length = group * synapse.operandLength();
    int perRound = Math.max(1, Math.min(groups, ROUND / length));
    if (staged.length < perRound * length) {
      staged = new float[perRound * length];
    }
    for (int from = 0; from < groups; from += perRound) {
      int to = Math.min(groups, from + perRound);
      stage(synapse, activations, staged, frames, from, to);
      outer(convolution, staged, length, from, from, to, frames, gradient, packed);
    }
  }

  /** Writes the operand of the groups from .. end - 1, one after the other; target is modified. */
  private void stage(
      SynapsePlan synapse, Activations activations, float[] target, int frames, int from, int end) {
    int group = synapse.frames();
    int frameLength = synapse.operandLength();
    workers.run(
        end - from,
        (task, worker) -> {
          int frame = (from + task) * group;
          int count = Math.min(group, frames - frame);
          Operand operand = Operand.of(plan, synapse, activations, frame, count, scratch[worker]);
          int to = task * group * frameLength;
          System.arraycopy(operand.values(), operand.start(), target, to, count * frameLength);
        });
  }

  /** Adds the groups from .. to - 1, of which group {@code first} lies at element 0. */
  private void outer(
      Convolution convolution,
      float[] operand,
      int groupLength,
      int first,
      int from,
      int to,
      int frames,
      float[] gradient,
      PackedWeights packed) {
    int group = convolution.images();
    int outLength = convolution.geometry().outLength();
    workers.run(
        convolution.units(),
        (unit, worker) -> {
          float[] own = scratch[worker].floats(Scratch.Use.KERNEL, convolution.scratchLength());
          for (int g = from; g < to; g++) {
            int frame = g * group;
            convolution.weightGradient(
                Math.min(group, frames - frame),
                operand,
                (g - first) * groupLength,
                gradient,
                frame * outLength,
                unit,
                unit + 1,
                packed,
                own);
          }
        });
  }

  /** A static source meets every step's gradient, so these are added first. */
  private float[] sumOverSteps(int p, Activations activations, float[] gradient) {
    int neurons = plan.neurons(p);
    int steps = activations.steps();
    if (sums.length < activations.images() * neurons) {
      sums = new float[activations.images() * neurons];
    }
    workers.run(
        activations.images(),
        (image, worker) ->
            sumOverSteps(
                plan.kernels(), neurons, steps, gradient, image * steps * neurons, sums, image));
    return sums;
  }

  /**
   * Sums the gradient of one image over its steps.
   *
   * @param gradient {@code [step][neuron]} from start on; not modified
   * @param target {@code [image][neuron]}; modified in the image's neurons
   */
  static void sumOverSteps(
      FloatKernels kernels,
      int neurons,
      int steps,
      float[] gradient,
      int start,
      float[] target,
      int image) {
    int to = image * neurons;
    System.arraycopy(gradient, start, target, to, neurons);
    for (int t = 1; t < steps; t++) {
      kernels.add(neurons, gradient, start + t * neurons, target, to);
    }
  }

  /** Image by image, then over images in their order, so that threads do not matter. */
  private void bias(int p, int s, Activations activations, int steps, float[] gradient) {
    int channels = plan.population(p).shape().channels();
    int length = steps * plan.neurons(p);
    double[] perImage = new double[activations.images() * channels];
    workers.run(
        activations.images(),
        (image, worker) -> {
          int end = (image + 1) * length;
          for (int i = image * length; i < end; i += channels) {
            for (int c = 0; c < channels; c++) {
              perImage[image * channels + c] += gradient[i + c];
            }
          }
        });
    double[] total = new double[channels];
    for (int i = 0; i < perImage.length; i++) {
      total[i % channels] += perImage[i];
    }
    gradients.summed().setBias(p, s, total);
  }
}
