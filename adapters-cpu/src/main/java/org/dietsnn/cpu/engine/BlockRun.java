package org.dietsnn.cpu.engine;

import java.util.Arrays;
import java.util.List;
import org.dietsnn.cpu.kernel.EventList;
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

  /**
   * Fires some blocks in a single image, whose current comes row by row.
   *
   * @param first first block
   * @param count how many blocks, whose weights are joined
   */
  void fireTogether(
      int p, Activations activations, int first, int count, Firing firing, Scratch own) {
    SynapsePlan synapse = plan.synapses(p).get(0);
    int width = width(p);
    int setStride = count * width;
    int length = arrivals.slots(0, 1, activations.steps()) * setStride;
    float[] floats = own.floats(Scratch.Use.CURRENT, length);
    float value = activations.value(synapse.synapse().source());
    EventList events = arrivals.windows(0, 0, 0);
    synapse.rows().forward(events, value, parameters.packed(p, 0), first, count, floats);
    long[] fired = own.longs(Scratch.Use.FIRED, 1);
    HeldCurrents held = own.held();
    held.images(p, 0, 1, floats, width);
    for (int i = 0; i < count; i++) {
      held.pixels(first + i, 0, 1, i * width, setStride, length);
      fired[0] = 0;
      firePixels(held, activations.steps(), 1, firing, fired, own);
      finish(held, activations.steps(), firing, fired, own);
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
    int stepStride = chunk * width;
    HeldCurrents held = own.held();
    held.images(p, first, end, floats, width);
    for (int from = 0; from < pixels; from += chunk) {
      int to = Math.min(pixels, from + chunk);
      held.pixels(block, from, to, origin, stepStride, slots * stepStride);
      bring(held, activations, own);
      firePixels(held, activations.steps(), few, firing, fired, own);
      if (to == pixels) {
        finish(held, activations.steps(), firing, fired, own);
      }
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

  /** Brings the currents, complete but for the last synapse. */
  private void bring(HeldCurrents held, Activations activations, Scratch own) {
    int synapses = plan.synapses(held.p()).size();
    for (int s = 0; s < synapses; s++) {
      if (plan.synapses(held.p()).get(s).identity()) {
        currents.shortcut(held, s, activations);
      } else {
        currents.convolve(held, s, activations, own);
        for (int place = held.first(); place < held.end() && s < synapses - 1; place++) {
          complete(held, s, activations.steps(), place, held.from(), held.to());
        }
      }
    }
  }

  /** Fires a few pixels at a time, which stay in the first-level cache. */
  private void firePixels(
      HeldCurrents held, int steps, int few, Firing firing, long[] fired, Scratch own) {
    int last = plan.synapses(held.p()).size() - 1;
    for (int place = held.first(); place < held.end(); place++) {
      for (int from = held.from(); from < held.to(); from += few) {
        int to = Math.min(held.to(), from + few);
        complete(held, last, steps, place, from, to);
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

  /** To be called when all pixels have fired. */
  private void finish(HeldCurrents held, int steps, Firing firing, long[] fired, Scratch own) {
    for (int place = held.first(); place < held.end(); place++) {
      count(held.p(), place, steps, held.block(), own);
      firing.finish(arrivals.image(place), held.block(), fired[place - held.first()], own);
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
