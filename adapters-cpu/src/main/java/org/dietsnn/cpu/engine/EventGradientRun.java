package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.ConvolutionInputGradient;
import org.dietsnn.cpu.kernel.EventWeightGradient;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * The event-driven weight gradient of one convolution over a batch: some frames at a time are
 * listed by channel and their output gradients padded, then the threads sum disjoint parts of the
 * weights.
 */
final class EventGradientRun {
  /** Floats of padded output gradients that are held at a time. */
  private static final int ROUND = 1 << 19;

  /**
   * Events that are held at a time, 64 MiB, unless one group of frames has more. Shorter rounds
   * change the order of the sums, so this is beyond what the usual nets take: with 64 images of
   * 32x32 and T = 5, VGG16 takes 1.6 million, 32 A 64 64 A with 256 dense neurons 5.2 million.
   */
  private static final int MOST_EVENTS = 1 << 24;

  /** Channels that one task lists: a cache line of floats. */
  private static final int CHANNELS = 16;

  private final Workers workers;
  private final Scratch[] scratch;
  private float[] padded = new float[0];
  private int[] events = new int[0];
  private int[] counts = new int[0];

  EventGradientRun(Workers workers, Scratch[] scratch) {
    this.workers = workers;
    this.scratch = scratch;
  }

  /**
   * Adds what some frames bring to the gradient of a synapse's weights.
   *
   * @param frames {@code image * T + step} of each
   * @param all how many they are
   * @param gradient dL/dcurrent {@code [image][step][neuron]}; not modified
   * @param packed packed weight gradient; modified
   */
  void run(
      SynapsePlan synapse,
      Activations activations,
      int[] frames,
      int all,
      float[] gradient,
      PackedWeights packed) {
    Convolution convolution = synapse.convolution();
    EventWeightGradient kernel = synapse.eventGradient();
    int source = synapse.synapse().source();
    int group = convolution.images();
    int groupLength =
        synapse.inputGradient().stages()
            ? synapse.inputGradient().stagedLength()
            : group * convolution.geometry().outLength();
    int perRound = perRound(group, groupLength, kernel.lists(), kernel.eventsPerFrame());
    for (int from = 0; from < all; from += perRound) {
      int count = Math.min(perRound, all - from);
      int capacity = count * kernel.eventsPerFrame() + 1;
      list(synapse, kernel, activations.spikes(source), frames, from, count, capacity);
      copy(synapse, kernel.slack(), gradient, frames, from, count);
      workers.run(
          kernel.units(),
          (unit, worker) ->
              kernel.add(
                  unit,
                  activations.value(source),
                  capacity,
                  events,
                  counts,
                  padded,
                  PackedWeights.ALIGNED,
                  packed,
                  scratch[worker].floats(Scratch.Use.ROW, kernel.scratchLength())));
    }
  }

  /**
   * Frames that are listed at a time: whole groups, at least one.
   *
   * @param group frames of a group
   * @param groupLength floats of output gradients of a group
   * @param lists lists of events
   * @param eventsPerFrame most events of one list and frame
   */
  static int perRound(int group, int groupLength, int lists, int eventsPerFrame) {
    long eventsPerGroup = (long) lists * eventsPerFrame * group;
    long groups = Math.min(ROUND / groupLength, (MOST_EVENTS - lists) / eventsPerGroup);
    return (int) Math.max(1, groups) * group;
  }

  private void list(
      SynapsePlan synapse,
      EventWeightGradient kernel,
      long[] bits,
      int[] frames,
      int from,
      int count,
      int capacity) {
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
                bits,
                frames,
                from,
                count,
                task * CHANNELS,
                Math.min(channels, (task + 1) * CHANNELS),
                capacity,
                events,
                counts));
  }

  /** Rows that begin a line of the cache, with a border where the kernel reaches over the edge. */
  private void copy(
      SynapsePlan synapse, int slack, float[] gradient, int[] frames, int from, int count) {
    ConvolutionInputGradient kernel = synapse.inputGradient();
    int outLength = synapse.convolution().geometry().outLength();
    boolean pads = kernel.stages();
    int length = pads ? kernel.stagedLength() / synapse.frames() : outLength;
    int wanted = PackedWeights.ALIGNED + count * length + slack;
    if (padded.length < wanted) {
      padded = new float[wanted];
    }
    float[] target = padded;
    workers.run(
        count,
        (task, worker) -> {
          int frame = frames[from + task];
          int to = PackedWeights.ALIGNED + task * length;
          if (pads) {
            float[] own = scratch[worker].floats(Scratch.Use.STAGED, length);
            kernel.stage(1, gradient, frame * outLength, own);
            System.arraycopy(own, 0, target, to, length);
          } else {
            System.arraycopy(gradient, frame * outLength, target, to, outLength);
          }
        });
  }
}
