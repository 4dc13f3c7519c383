package org.dietsnn.cpu.engine;

import java.util.Arrays;
import java.util.List;

/**
 * A spiking population all of whose current comes from spikes. Steps of many spikes go through the
 * dense kernels, many frames at a time; the events of the others are listed. Then the current of a
 * few pixels of one image and one block of channels, over all time steps, stays in the first-level
 * cache until the neurons have fired. A block's weights stay in the second-level cache while images
 * pass by.
 */
final class DrivenRun {
  /** Floats of current that are held at a time, 16 KiB. */
  private static final int CHUNK = 1 << 12;

  /** Pixels at a step that one task should have at least, for the weights it has to bring. */
  private static final int WINDOWS = 1 << 9;

  /** Ints of lists that are held at a time, 128 MiB, unless one image has more. */
  private static final long MOST_LISTED = 1 << 25;

  /** Floats of current of dense kernels that are held at a time, up to those of an image more. */
  private static final long MOST_DENSE = 1 << 20;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final DenseCurrents dense;
  private final EventCurrents events;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Timekeeper time;
  private final EventLists[] lists;
  private final DenseFrames[] frames;

  /** Where the dense frames of an image begin, by synapse. */
  private final int[][] firstFrame;

  /** Lists of an image, each of some of its sets of steps; constant during a round. */
  private int parts = 1;

  DrivenRun(
      NetworkPlan plan,
      FloatParameters parameters,
      DenseCurrents dense,
      Workers workers,
      Scratch[] scratch,
      Timekeeper time) {
    this.plan = plan;
    this.parameters = parameters;
    this.dense = dense;
    this.events = new EventCurrents(plan, parameters);
    this.workers = workers;
    this.scratch = scratch;
    this.time = time;
    int most = 0;
    for (int p = 0; p < plan.populations(); p++) {
      most = Math.max(most, plan.synapses(p).size());
    }
    this.lists = new EventLists[most];
    this.frames = new DenseFrames[most];
    this.firstFrame = new int[most][0];
    for (int s = 0; s < most; s++) {
      lists[s] = new EventLists();
      frames[s] = new DenseFrames();
    }
  }

  /** Fires a population in all images. */
  void run(int p, Activations activations, Firing firing) {
    int from = 0;
    while (from < activations.images()) {
      int to = from + 1;
      long listed = listed(p, activations, from);
      while (to < activations.images() && listed + listed(p, activations, to) <= MOST_LISTED) {
        listed += listed(p, activations, to);
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
        ints += synapse.events().listLength(sent, synapse.mostSets(steps));
      }
    }
    return ints;
  }

  private void round(int p, Activations activations, int first, int count, Firing firing) {
    // Too few images to go round: each thread lists some of the sets of steps.
    parts = count < workers.threads() ? Math.min(activations.steps(), workers.threads()) : 1;
    for (int s = 0; s < plan.synapses(p).size(); s++) {
      lists[s].resize(count * parts);
      if (firstFrame[s].length < count) {
        firstFrame[s] = new int[count];
      }
    }
    workers.run(
        count * parts,
        (task, worker) -> list(p, activations, first + task / parts, task, scratch[worker]));
    long brought = 0;
    for (int i = 0; i < count; i++) {
      brought += denseFloats(p, i);
    }
    // In rounds of the same size, because few frames are slower.
    long rounds = (brought + MOST_DENSE - 1) / MOST_DENSE;
    long share = rounds == 0 ? 1 : (brought + rounds - 1) / rounds;
    int from = 0;
    while (from < count) {
      int to = from;
      long held = 0;
      while (to < count && held < share) {
        held += denseFloats(p, to);
        to++;
      }
      gather(p, activations, first, from, to);
      for (int s = 0; s < plan.synapses(p).size(); s++) {
        frames[s].compute(dense, plan, p, s, activations, workers, scratch);
      }
      fire(p, activations, first, from, to, firing);
      from = to;
    }
  }

  /** Floats of current that the dense kernels bring for an image. */
  private long denseFloats(int p, int place) {
    long floats = 0;
    for (int s = 0; s < plan.synapses(p).size(); s++) {
      floats += (long) denseSteps(p, s, place) * plan.neurons(p);
    }
    return floats;
  }

  private int denseSteps(int p, int s, int place) {
    return plan.synapses(p).get(s).identity() ? 0 : lists[s].of(place * parts).denseSteps();
  }

  private void list(int p, Activations activations, int image, int place, Scratch own) {
    List<SynapsePlan> synapses = plan.synapses(p);
    for (int s = 0; s < synapses.size(); s++) {
      if (!synapses.get(s).identity()) {
        lists[s].list(synapses.get(s), activations, image, place, place % parts, parts, own);
      }
    }
  }

  /** Numbers the frames of some images that go through the dense kernels. */
  private void gather(int p, Activations activations, int first, int from, int to) {
    int steps = activations.steps();
    for (int s = 0; s < plan.synapses(p).size(); s++) {
      frames[s].clear();
      if (plan.synapses(p).get(s).identity()) {
        continue;
      }
      for (int place = from; place < to; place++) {
        EventLists.Place own = lists[s].of(place * parts);
        firstFrame[s][place] = frames[s].count();
        for (int t = 0; t < steps; t++) {
          if (own.dense(t)) {
            frames[s].add((first + place) * steps + t);
          }
        }
        time.frames(p, own.denseSteps(), false);
        time.frames(p, steps - own.denseSteps(), true);
      }
    }
  }

  private void fire(int p, Activations activations, int first, int from, int to, Firing firing) {
    int count = to - from;
    int windows = activations.steps() * plan.pixels(p);
    int blocks = plan.blocks(p);
    int together = Math.max(1, Math.min(count, (WINDOWS + windows - 1) / windows));
    int groups = (count + together - 1) / together;
    workers.run(
        groups * blocks,
        (task, worker) -> {
          int block = task / groups;
          int start = from + task % groups * together;
          for (int place = start; place < Math.min(to, start + together); place++) {
            image(p, activations, first + place, place, block, firing, scratch[worker]);
          }
        });
  }

  private void image(
      int p, Activations activations, int image, int place, int block, Firing firing, Scratch own) {
    List<SynapsePlan> synapses = plan.synapses(p);
    int slots = activations.steps();
    for (int s = 0; s < synapses.size(); s++) {
      if (!synapses.get(s).identity()) {
        slots = Math.max(slots, lists[s].of(place * parts).sets().count());
      }
    }
    int pixels = plan.pixels(p);
    int width = synapses.get(0).events().blockColumns();
    int chunk = Math.max(1, Math.min(pixels, CHUNK / (slots * width)));
    float[] current = own.floats(Scratch.Use.CURRENT, slots * chunk * width);
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
    for (int s = 0; s < synapses.size(); s++) {
      if (!synapses.get(s).identity()) {
        events.count(p, s, lists[s], place, parts, activations.steps(), block, own);
      }
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
    int width = synapse.events().blockColumns();
    int valid = plan.channels(p, block);
    int steps = activations.steps();
    EventLists.Place listed = lists[s].of(place * parts);
    boolean[] held = own.flags(listed.sets().count());
    Arrays.fill(held, 0, steps, s > 0);
    Arrays.fill(held, steps, listed.sets().count(), false);
    bringDense(p, s, place, block, from, to, current, stepStride, held);
    float value = activations.value(synapse.synapse().source());
    events.add(p, s, lists[s], place, parts, value, block, from, to, current, stepStride, held);
    for (int t = 0; t < steps; t++) {
      int first = block * Long.SIZE;
      parameters.addBias(p, s, first, valid, current, t * stepStride, to - from, width);
    }
  }

  /** Takes the currents that the dense kernels brought, and notes that they are there. */
  private void bringDense(
      int p,
      int s,
      int place,
      int block,
      int from,
      int to,
      float[] current,
      int stepStride,
      boolean[] held) {
    EventLists.Place own = lists[s].of(place * parts);
    int width = plan.synapses(p).get(s).events().blockColumns();
    int channels = plan.population(p).shape().channels();
    int valid = plan.channels(p, block);
    float[] brought = frames[s].currents();
    int frame = firstFrame[s][place];
    int left = own.denseSteps();
    for (int t = 0; left > 0; t++) {
      if (own.dense(t)) {
        int source = (frame * plan.pixels(p) + from) * channels + block * Long.SIZE;
        int target = t * stepStride;
        for (int i = from; i < to; i++) {
          plan.kernels().put(valid, brought, source, current, target, held[t]);
          if (!held[t]) {
            Arrays.fill(current, target + valid, target + width, 0f);
          }
          source += channels;
          target += width;
        }
        held[t] = true;
        frame++;
        left--;
      }
    }
  }
}
