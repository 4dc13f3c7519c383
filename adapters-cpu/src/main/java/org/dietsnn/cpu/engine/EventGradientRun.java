package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.ConvolutionInputGradient;
import org.dietsnn.cpu.kernel.EventWeightGradient;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * The event-driven weight gradient of one convolution over a batch: some frames at a time are
 * listed by channel and their output gradients padded, then the threads sum disjoint parts of the
 * weights.
 */
final class EventGradientRun {
  /** Floats of padded output gradients that are held at a time, 2 MiB. */
  private static final int ROUND = 1 << 19;

  /** Those of one block of channels, 1 MiB, most of which the second-level cache holds. */
  private static final int ROUND_OF_BLOCK = 1 << 18;

  /**
   * Events that are held at a time, 64 MiB, unless one group of frames has more. Shorter rounds
   * change the order of the sums, so this is beyond what the usual nets take: with 64 images of
   * 32x32 and T = 5, VGG16 takes 1.6 million, 32 A 64 64 A with 256 dense neurons 5.2 million.
   */
  private static final int MOST_EVENTS = 1 << 24;

  /** Channels that one task lists: a cache line of floats. */
  private static final int CHANNELS = 16;

  private final FloatKernels kernels;
  private final Workers workers;
  private final Scratch[] scratch;
  private final SharedFrames frames;
  private float[] arranged = new float[0];
  private int[] events = new int[0];
  private int[] counts = new int[0];

  EventGradientRun(FloatKernels kernels, Workers workers, Scratch[] scratch) {
    this.kernels = kernels;
    this.workers = workers;
    this.scratch = scratch;
    this.frames = new SharedFrames(workers, scratch);
  }

  /**
   * Adds what some frames bring to the gradient of a synapse's weights.
   *
   * @param taken by {@code image * T + step}, whether the frame is one of them
   * @param gradient dL/dcurrent {@code [image][step][neuron]}; not modified
   * @param packed packed weight gradient; modified
   */
  void run(
      SynapsePlan synapse,
      Activations activations,
      boolean[] taken,
      float[] gradient,
      PackedWeights packed) {
    int images = SharedFrames.images(synapse, activations);
    for (int from = 0; from < activations.images(); from += images) {
      int to = Math.min(activations.images(), from + images);
      frames.gather(synapse, activations, taken, from, to);
      add(synapse, activations, gradient, packed);
    }
  }

  /** Adds what the frames that were gathered bring. */
  private void add(
      SynapsePlan synapse, Activations activations, float[] gradient, PackedWeights packed) {
    EventWeightGradient kernel = synapse.eventGradient();
    int source = synapse.synapse().source();
    int perRound = perRound(kernel);
    for (int from = 0; from < frames.count(); from += perRound) {
      int count = Math.min(perRound, frames.count() - from);
      int capacity = count * kernel.eventsPerFrame() + 1;
      list(synapse, kernel, from, count, capacity);
      arrange(synapse, kernel, gradient, activations.steps(), from, count);
      workers.run(
          kernel.units(),
          (unit, worker) ->
              kernel.add(
                  unit,
                  activations.value(source),
                  capacity,
                  events,
                  counts,
                  count,
                  arranged,
                  PackedWeights.ALIGNED,
                  packed));
    }
  }

  private static int perRound(EventWeightGradient kernel) {
    int length = kernel.arrangedLength(1);
    return perRound(kernel.blocks(), length, kernel.lists(), kernel.eventsPerFrame());
  }

  /**
   * Frames that are listed at a time, at least one.
   *
   * @param blocks blocks of output channels
   * @param length floats of output gradients of a frame
   * @param lists lists of events
   * @param eventsPerFrame most events of one list and frame
   */
  static int perRound(int blocks, int length, int lists, int eventsPerFrame) {
    long gradients = Math.min((long) blocks * ROUND_OF_BLOCK, ROUND);
    long events = (MOST_EVENTS - lists) / ((long) lists * eventsPerFrame);
    return (int) Math.max(1, Math.min(gradients / length, events));
  }

  private void list(
      SynapsePlan synapse, EventWeightGradient kernel, int from, int count, int capacity) {
    int length = Math.multiplyExact(kernel.lists(), capacity);
    if (events.length < length) {
      events = new int[length];
    }
    if (counts.length < kernel.lists()) {
      counts = new int[kernel.lists()];
    }
    int channels = synapse.from().channels();
    workers.run(
        (channels + CHANNELS - 1) / CHANNELS,
        (task, worker) ->
            kernel.list(
                frames.spikes(),
                frames.numbers(),
                from,
                count,
                task * CHANNELS,
                Math.min(channels, (task + 1) * CHANNELS),
                capacity,
                events,
                counts));
  }

  /** Rows that begin a line of the cache, with a border where the kernel reaches over the edge. */
  private void arrange(
      SynapsePlan synapse,
      EventWeightGradient kernel,
      float[] gradient,
      int steps,
      int from,
      int count) {
    ConvolutionInputGradient padding = synapse.inputGradient();
    int outLength = synapse.convolution().geometry().outLength();
    int wanted = PackedWeights.ALIGNED + kernel.arrangedLength(count);
    if (arranged.length < wanted) {
      arranged = new float[wanted];
    }
    workers.run(
        count,
        (task, worker) -> {
          Scratch own = scratch[worker];
          float[] sum = own.floats(Scratch.Use.SUM, outLength);
          Operand rows = frames.gradient(kernels, from + task, steps, outLength, gradient, sum);
          if (padding.stages()) {
            float[] staged = own.floats(Scratch.Use.STAGED, padding.stagedLength());
            padding.stage(1, rows.values(), rows.start(), staged);
            rows = new Operand(staged, 0);
          }
          kernel.arrange(count, task, rows.values(), rows.start(), arranged, PackedWeights.ALIGNED);
        });
  }
}
