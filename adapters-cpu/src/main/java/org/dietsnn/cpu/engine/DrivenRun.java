package org.dietsnn.cpu.engine;

/**
 * A spiking population all of whose current comes from spikes. Steps of many spikes go through the
 * dense kernels, many frames at a time; the events of the others are listed. Then each block of
 * channels of some images is fired, see {@link BlockRun}; its weights stay in the second-level
 * cache while images pass by.
 */
final class DrivenRun {
  /** Parts for each thread that images are divided into, at least, with those of channels. */
  private static final int PARTS = 4;

  /** Pixels at a step that one task should have at least, for the weights it has to bring. */
  private static final int WINDOWS = 1 << 9;

  /** Floats of current of dense kernels that are held at a time, up to those of an image more. */
  private static final long MOST_DENSE = 1 << 20;

  private final NetworkPlan plan;
  private final DenseCurrents dense;
  private final Arrivals arrivals;
  private final BlockRun blocks;
  private final JoinedBlocks joined;
  private final WorkingMemory memory;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Timekeeper time;

  DrivenRun(
      NetworkPlan plan,
      FloatParameters parameters,
      DenseCurrents dense,
      JoinedBlocks joined,
      WorkingMemory memory,
      Workers workers,
      Scratch[] scratch,
      Timekeeper time) {
    this.plan = plan;
    this.dense = dense;
    this.arrivals = new Arrivals(plan);
    this.blocks = new BlockRun(plan, parameters, arrivals);
    this.joined = joined;
    this.memory = memory;
    this.workers = workers;
    this.scratch = scratch;
    this.time = time;
  }

  /** Fires a population in all images. */
  void run(int p, Activations activations, Firing firing) {
    // Images with which each thread has its parts.
    int busy = (PARTS * workers.threads() + plan.blocks(p) - 1) / plan.blocks(p);
    int from = 0;
    while (from < activations.images()) {
      int to = from + 1;
      long listed = listed(p, activations, from);
      while (to < activations.images()) {
        listed += listed(p, activations, to);
        if (!memory.holds(listed, to - from >= busy)) {
          break;
        }
        to++;
      }
      round(p, activations, from, to - from, firing);
      from = to;
    }
  }

  /** Ints that name the events of an image, at most. */
  private long listed(int p, Activations activations, int image) {
    int steps = activations.steps();
    long ints = 0;
    for (SynapsePlan synapse : plan.synapses(p)) {
      if (!synapse.identity()) {
        long sent = activations.sent(synapse.synapse().source(), image);
        ints += synapse.listLength(sent, synapse.mostSets(steps));
      }
    }
    return ints;
  }

  private void round(int p, Activations activations, int first, int count, Firing firing) {
    boolean rowByRow = plan.rowByRow(p, activations.images());
    // Too few images to go round: each thread lists some of the sets of steps. What goes row by row
    // is one pixel, and listed in no time.
    boolean few = count < workers.threads() && !rowByRow;
    int parts = few ? Math.min(activations.steps(), workers.threads()) : 1;
    arrivals.begin(p, activations, first, count, parts, workers.threads());
    workers.run(count * parts, (task, worker) -> arrivals.list(activations, task, scratch[worker]));
    workers.run(
        arrivals.groups(),
        (group, worker) -> arrivals.listJointly(activations, group, scratch[worker]));
    long brought = 0;
    for (int i = 0; i < count; i++) {
      brought += arrivals.denseFloats(i);
    }
    // In rounds of the same size, because few frames are slower.
    long rounds = (brought + MOST_DENSE - 1) / MOST_DENSE;
    long share = rounds == 0 ? 1 : (brought + rounds - 1) / rounds;
    int from = 0;
    while (from < count) {
      int to = from;
      long held = 0;
      while (to < count && held < share) {
        held += arrivals.denseFloats(to);
        to++;
      }
      arrivals.bring(from, to, activations, dense, workers, scratch, time);
      if (rowByRow) {
        fireRowByRow(p, activations, firing);
      } else {
        fire(p, activations, from, to, firing);
      }
      from = to;
    }
  }

  private void fire(int p, Activations activations, int from, int to, Firing firing) {
    int together = together(p, activations.steps(), from, to);
    int groups = (to - from + together - 1) / together;
    workers.run(
        groups * plan.blocks(p),
        (task, worker) -> {
          int start = from + task % groups * together;
          int end = Math.min(to, start + together);
          blocks.fire(p, activations, start, end, task / groups, firing, scratch[worker]);
        });
  }

  private void fireRowByRow(int p, Activations activations, Firing firing) {
    workers.run(
        joined.groups(p),
        (group, worker) -> {
          int first = joined.first(p, group);
          int count = joined.count(p, group);
          blocks.fireTogether(p, activations, first, count, firing, scratch[worker]);
        });
  }

  /** Images that one task should have. */
  private int together(int p, int steps, int from, int to) {
    int windows = steps * plan.pixels(p);
    int wanted = (WINDOWS + windows - 1) / windows;
    if (arrivals.anyInPlanes(from, to)) {
      int used = arrivals.usedSlots(from, to, steps);
      long fitting = blocks.fitting(p, used, arrivals.slots(from, to, steps));
      int most = (to - from) * plan.blocks(p) / (PARTS * workers.threads());
      wanted = Math.max(wanted, (int) Math.min(fitting, most));
    }
    return Math.max(1, Math.min(to - from, wanted));
  }
}
