package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.ConvGeometry;
import org.dietsnn.cpu.kernel.EventWeightGradient;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * The event-driven weight gradient of one convolution over a batch: some {@link SharedFrames} at a
 * time are listed by channel and their output gradients arranged, then the threads sum disjoint
 * parts of the weights.
 */
final class EventGradientRun {
  /** Floats of arranged output gradients that are held, 2 MiB, unless one frame has more. */
  private static final int ROUND = 1 << 19;

  /** Those of one block of channels, 1 MiB, most of which the second-level cache holds. */
  private static final int ROUND_OF_BLOCK = 1 << 18;

  /**
   * Events that are held at a time, 64 MiB, unless one frame has more. Shorter rounds change the
   * order of the sums, so this is beyond what the usual nets take: VGG16 on images of 32x32 takes a
   * million.
   */
  private static final int MOST_EVENTS = 1 << 24;

  /** What every JVM allows. */
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /** Channels that one task lists: a cache line of floats. */
  private static final int CHANNELS = 16;

  private final Workers workers;
  private final Scratch[] scratch;
  private final SharedFrames frames;
  private final int mostFrames;
  private float[] arranged = new float[0];
  private int[] events = new int[0];
  private int[] counts = new int[0];

  EventGradientRun(Workers workers, Scratch[] scratch) {
    this(workers, scratch, new SharedFrames(workers, scratch), Integer.MAX_VALUE);
  }

  /** As above, with so many frames at a time at most. */
  EventGradientRun(Workers workers, Scratch[] scratch, SharedFrames frames, int mostFrames) {
    this.workers = workers;
    this.scratch = scratch;
    this.frames = frames;
    this.mostFrames = mostFrames;
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
    int images = frames.images(synapse, activations);
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
    int perRound = Math.min(mostFrames, perRound(kernel));
    for (int from = 0; from < frames.count(); from += perRound) {
      int count = Math.min(perRound, frames.count() - from);
      int capacity = count * kernel.eventsPerFrame() + 1;
      list(synapse, kernel, from, count, capacity);
      arrange(kernel, synapse.convolution().geometry(), activations.steps(), gradient, from, count);
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
    long length = kernel.arrangedLength(1);
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
  static int perRound(int blocks, long length, int lists, int eventsPerFrame) {
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

  /** Arranges the output gradients of some frames, whose rows begin lines of the cache. */
  private void arrange(
      EventWeightGradient kernel,
      ConvGeometry geometry,
      int steps,
      float[] gradient,
      int from,
      int count) {
    long wanted = PackedWeights.ALIGNED + kernel.arrangedLength(count);
    if (wanted > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          ("the output gradients of one frame of %s take %d numbers, an array holds %d; take"
                  + " smaller images")
              .formatted(geometry, wanted, MOST_ELEMENTS));
    }
    if (arranged.length < wanted) {
      arranged = new float[(int) wanted];
    }
    int rows = kernel.rows();
    workers.run(
        count * rows,
        (task, worker) -> {
          int frame = task / rows;
          int[] starts = scratch[worker].ints(Scratch.Use.STARTS, steps);
          int summed = frames.steps(from + frame, steps, starts);
          for (int i = 0; i < summed; i++) {
            starts[i] *= geometry.outLength();
          }
          kernel.arrange(
              count, frame, task % rows, gradient, starts, summed, arranged, PackedWeights.ALIGNED);
        });
  }
}
