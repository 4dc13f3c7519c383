package org.dietsnn.cpu.engine;

import java.util.List;
import org.dietsnn.cpu.kernel.EventConvolution;

/**
 * A spiking population whose current comes from few spikes: the current of a few pixels of one
 * image and one block of channels, over all time steps, stays in the first-level cache until the
 * neurons have fired, and is never written to memory. A block's weights stay in the second-level
 * cache while images pass by.
 */
final class EventDrivenRun {
  /** Floats of current that are held at a time, 16 KiB. */
  private static final int CHUNK = 1 << 12;

  /** Pixels at a step that one task should have at least, for the weights it has to bring. */
  private static final int WINDOWS = 1 << 9;

  /** Ints of lists that are held at a time, 128 MiB, unless one image has more. */
  private static final long MOST_LISTED = 1 << 25;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Workers workers;
  private final Scratch[] scratch;
  private final EventLists[] lists;

  /** Lists of an image, each of some of the steps; constant during a round. */
  private int parts = 1;

  EventDrivenRun(NetworkPlan plan, FloatParameters parameters, Workers workers, Scratch[] scratch) {
    this.plan = plan;
    this.parameters = parameters;
    this.workers = workers;
    this.scratch = scratch;
    int most = 0;
    for (int p = 0; p < plan.populations(); p++) {
      most = Math.max(most, plan.synapses(p).size());
    }
    this.lists = new EventLists[most];
    for (int s = 0; s < most; s++) {
      lists[s] = new EventLists();
    }
  }

  /**
   * Fires a population.
   *
   * @param images which images
   * @param count how many of them
   */
  void run(int p, Activations activations, int[] images, int count, Firing firing) {
    int from = 0;
    while (from < count) {
      int to = from + 1;
      long listed = listed(p, activations, images[from]);
      while (to < count && listed + listed(p, activations, images[to]) <= MOST_LISTED) {
        listed += listed(p, activations, images[to]);
        to++;
      }
      round(p, activations, images, from, to - from, firing);
      from = to;
    }
  }

  /** Ints that name the events of an image: each one, and those of each output pixel. */
  private long listed(int p, Activations activations, int image) {
    int steps = activations.steps();
    long ints = 0;
    for (SynapsePlan synapse : plan.synapses(p)) {
      if (!synapse.identity()) {
        long sent = activations.sent(synapse.synapse().source(), image);
        ints += sent + synapse.events().runsLength(steps, synapse.manyEvents(sent, steps));
      }
    }
    return ints;
  }

  private void round(
      int p, Activations activations, int[] images, int first, int count, Firing firing) {
    // Too few images to go round: each thread lists some of the steps.
    int steps = activations.steps();
    parts = count < workers.threads() ? Math.min(steps, workers.threads()) : 1;
    for (int s = 0; s < plan.synapses(p).size(); s++) {
      lists[s].resize(count * parts);
    }
    workers.run(
        count * parts, (task, worker) -> list(p, activations, images[first + task / parts], task));
    int windows = steps * plan.pixels(p);
    int blocks = plan.blocks(p);
    int together = Math.max(1, Math.min(count, (WINDOWS + windows - 1) / windows));
    int groups = (count + together - 1) / together;
    workers.run(
        groups * blocks,
        (task, worker) -> {
          int block = task / groups;
          int from = task % groups * together;
          for (int i = from; i < Math.min(count, from + together); i++) {
            image(p, activations, images[first + i], i, block, firing, scratch[worker]);
          }
        });
  }

  private void list(int p, Activations activations, int image, int place) {
    List<SynapsePlan> synapses = plan.synapses(p);
    int firstStep = firstStep(place % parts, activations);
    int steps = firstStep(place % parts + 1, activations) - firstStep;
    for (int s = 0; s < synapses.size(); s++) {
      if (!synapses.get(s).identity()) {
        lists[s].list(synapses.get(s), activations, image, place, firstStep, steps);
      }
    }
  }

  private int firstStep(int part, Activations activations) {
    return part * activations.steps() / parts;
  }

  private void image(
      int p, Activations activations, int image, int place, int block, Firing firing, Scratch own) {
    List<SynapsePlan> synapses = plan.synapses(p);
    int steps = activations.steps();
    int pixels = plan.pixels(p);
    int width = synapses.get(0).events().blockColumns();
    int chunk = Math.max(1, Math.min(pixels, CHUNK / (steps * width)));
    float[] current = own.floats(Scratch.Use.CURRENT, steps * chunk * width);
    long fired = 0;
    for (int from = 0; from < pixels; from += chunk) {
      int to = Math.min(pixels, from + chunk);
      for (int s = 0; s < synapses.size(); s++) {
        if (synapses.get(s).identity()) {
          shortcut(p, s, activations, image, block, from, to, current, chunk * width);
        } else {
          convolve(p, s, activations, place, block, from, to, current, chunk * width, own);
        }
      }
      fired += firing.fire(image, block, from, to, current, 0, width, chunk * width, own);
    }
    firing.finish(image, block, fired, own);
  }

  private void shortcut(
      int p,
      int s,
      Activations activations,
      int image,
      int block,
      int from,
      int to,
      float[] current,
      int stepStride) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    int source = synapse.synapse().source();
    int width = synapse.events().blockColumns();
    for (int t = 0; t < activations.steps(); t++) {
      synapse
          .shortcut()
          .forward(
              activations.spikes(source),
              activations.word(source, image, t),
              activations.value(source),
              block,
              from,
              to,
              width,
              current,
              t * stepStride,
              width,
              s > 0);
    }
  }

  private void convolve(
      int p,
      int s,
      Activations activations,
      int place,
      int block,
      int from,
      int to,
      float[] current,
      int stepStride,
      Scratch own) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    EventConvolution events = synapse.events();
    int width = events.blockColumns();
    float value = activations.value(synapse.synapse().source());
    int valid = Math.min(width, plan.population(p).shape().channels() - block * Long.SIZE);
    long rows = 0;
    for (int part = 0; part < parts; part++) {
      int firstStep = firstStep(part, activations);
      rows +=
          events.forward(
              lists[s].of(place * parts + part),
              firstStep(part + 1, activations) - firstStep,
              value,
              parameters.packed(p, s),
              block,
              from,
              to,
              current,
              firstStep * stepStride,
              width,
              stepStride,
              s > 0);
    }
    own.operations()[0] += (long) activations.steps() * (to - from) * valid;
    own.operations()[0] += synapse.countsEvents() ? rows * valid : 0;
    own.operations()[1] += rows * valid;
    for (int t = 0; t < activations.steps(); t++) {
      int first = block * Long.SIZE;
      parameters.addBias(p, s, first, valid, current, t * stepStride, to - from, width);
    }
  }
}
