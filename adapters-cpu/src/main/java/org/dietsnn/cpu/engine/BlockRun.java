package org.dietsnn.cpu.engine;

import java.util.Arrays;
import java.util.List;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * Fires one block of channels of a population in some images. Events that are taken window by
 * window bring the current of a few pixels over all time steps, which stays in the first-level
 * cache until the neurons have fired. Of events that are taken plane by plane the weights stay
 * there instead, and the currents of some images are held at a time.
 */
final class BlockRun {
  /** Floats of current that are held at a time, 16 KiB. */
  private static final int FEW_FLOATS = 1 << 12;

  /** The same where events are taken plane by plane, 512 KiB. */
  private static final int MANY_FLOATS = 1 << 17;

  /** The same with the slots of silent steps, which are hardly touched. */
  private static final int MOST_FLOATS = 1 << 20;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Arrivals arrivals;
  private final ArrivingCurrents currents;

  BlockRun(NetworkPlan plan, FloatParameters parameters, Arrivals arrivals) {
    this.plan = plan;
    this.parameters = parameters;
    this.arrivals = arrivals;
    this.currents = new ArrivingCurrents(plan, parameters, arrivals);
  }

  /** Images whose currents are held at a time where events are taken plane by plane. */
  long fitting(int p, int usedSlots, int slots) {
    return mostVectors(usedSlots, slots, width(p)) / plan.pixels(p);
  }

  /**
   * Vectors of currents, one for each image, pixel and slot, that are held where events are taken
   * plane by plane: as many as fit the cache, of which those of silent steps take none, and no more
   * than memory has room for.
   */
  private static long mostVectors(int usedSlots, int slots, int width) {
    return Math.min(MANY_FLOATS / ((long) usedSlots * width), MOST_FLOATS / ((long) slots * width));
  }

  private int width(int p) {
    return plan.synapses(p).get(0).events().blockColumns();
  }

  /** Fires all pixels, in the images at some places. */
  void fire(
      int p, Activations activations, int first, int end, int block, Firing firing, Scratch own) {
    if (arrivals.anyInPlanes(first, end)) {
      fire(p, activations, first, end, block, true, firing, own);
      return;
    }
    for (int place = first; place < end; place++) {
      fire(p, activations, place, place + 1, block, false, firing, own);
    }
  }

  private void fire(
      int p,
      Activations activations,
      int first,
      int end,
      int block,
      boolean planes,
      Firing firing,
      Scratch own) {
    int slots = arrivals.slots(first, end, activations.steps());
    int pixels = plan.pixels(p);
    int width = width(p);
    int images = end - first;
    int few = Math.max(1, FEW_FLOATS / (slots * width));
    int chunk = Math.min(pixels, few);
    if (planes) {
      int used = arrivals.usedSlots(first, end, activations.steps());
      chunk = chunk(p, mostVectors(used, slots, width) / images);
    }
    // Sums go back and forth where there are planes, so they begin lines of the cache, which takes
    // an array that is large enough.
    int origin = planes ? PackedWeights.ALIGNED : 0;
    int length = Math.max(images * slots * chunk * width, planes ? MANY_FLOATS : 0);
    float[] floats = own.floats(Scratch.Use.CURRENT, origin + length);
    long[] fired = own.longs(Scratch.Use.FIRED, images);
    Arrays.fill(fired, 0, images, 0L);
    for (int from = 0; from < pixels; from += chunk) {
      int to = Math.min(pixels, from + chunk);
      int stepStride = chunk * width;
      int imageStride = slots * stepStride;
      HeldCurrents held =
          new HeldCurrents(
              p, first, end, block, from, to, floats, origin, width, stepStride, imageStride);
      fire(held, activations, few, firing, fired, own);
    }
    for (int place = first; place < end; place++) {
      count(p, place, activations.steps(), block, own);
      firing.finish(arrivals.image(place), block, fired[place - first], own);
    }
  }

  /** Pixels of parts of the same size, at most {@code most}; whole rows if these have no more. */
  private int chunk(int p, long most) {
    int pixels = plan.pixels(p);
    int row = plan.population(p).shape().width();
    int unit = row <= most ? row : 1;
    int units = pixels / unit;
    int fitting = (int) Math.max(1, Math.min(units, most / unit));
    int parts = (units + fitting - 1) / fitting;
    return (units + parts - 1) / parts * unit;
  }

  private void fire(
      HeldCurrents held,
      Activations activations,
      int few,
      Firing firing,
      long[] fired,
      Scratch own) {
    int synapses = plan.synapses(held.p()).size();
    int steps = activations.steps();
    for (int s = 0; s < synapses; s++) {
      if (plan.synapses(held.p()).get(s).identity()) {
        currents.shortcut(held, s, activations);
      } else {
        currents.convolve(held, s, activations, own);
        for (int place = held.first(); place < held.end() && s < synapses - 1; place++) {
          complete(held, s, steps, place, held.from(), held.to());
        }
      }
    }
    // A few pixels at a time, which stay in the first-level cache.
    for (int place = held.first(); place < held.end(); place++) {
      for (int from = held.from(); from < held.to(); from += few) {
        int to = Math.min(held.to(), from + few);
        complete(held, synapses - 1, steps, place, from, to);
        fired[place - held.first()] +=
            firing.fire(
                arrivals.image(place),
                held.block(),
                from,
                to,
                arrivals.silentSteps(place),
                held.floats(),
                held.start(place) + (from - held.from()) * held.width(),
                held.width(),
                held.stepStride(),
                own);
      }
    }
  }

  /** Adds what sets of steps share, and the bias, to some pixels of an image. */
  private void complete(HeldCurrents held, int s, int steps, int place, int from, int to) {
    if (plan.synapses(held.p()).get(s).identity()) {
      return;
    }
    int start = held.start(place) + (from - held.from()) * held.width();
    int length = (to - from) * held.width();
    arrivals
        .sets(s, place)
        .combine(plan.kernels(), length, held.floats(), start, held.stepStride());
    int valid = plan.channels(held.p(), held.block());
    int channel = held.block() * Long.SIZE;
    for (int t = 0; t < steps; t++) {
      int at = start + t * held.stepStride();
      parameters.addBias(held.p(), s, channel, valid, held.floats(), at, to - from, held.width());
    }
  }

  /** Counts the operations of all pixels of a block of an image. */
  private void count(int p, int place, int steps, int block, Scratch own) {
    List<SynapsePlan> synapses = plan.synapses(p);
    int pixels = plan.pixels(p);
    int valid = plan.channels(p, block);
    for (int s = 0; s < synapses.size(); s++) {
      if (!synapses.get(s).identity()) {
        long combined = (long) arrivals.sets(s, place).additions() * pixels;
        own.operations()[0] += (long) steps * pixels * valid;
        own.operations()[1] += (arrivals.rows(s, place) + combined) * valid;
      }
    }
  }
}
