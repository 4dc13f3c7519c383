package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.EventConvolution;
import org.dietsnn.cpu.kernel.StepSets;

/** What the listed events of one image bring to some pixels and one block of channels. */
final class EventCurrents {
  private final NetworkPlan plan;
  private final FloatParameters parameters;

  EventCurrents(NetworkPlan plan, FloatParameters parameters) {
    this.plan = plan;
    this.parameters = parameters;
  }

  /**
   * Sums the events of a synapse, without the bias.
   *
   * @param lists those of the image, at {@code place * parts} and the places that follow
   * @param value what a spike is worth
   * @param from first pixel
   * @param to end of the pixels
   * @param current {@code [set of steps][pixel][column of the block]}; modified: the first sets are
   *     the steps
   * @param stepStride distance of two sets
   * @param held by set, whether its current is added to what is there; the others replace it
   */
  void add(
      int p,
      int s,
      EventLists lists,
      int place,
      int parts,
      float value,
      int block,
      int from,
      int to,
      float[] current,
      int stepStride,
      boolean[] held) {
    EventConvolution events = plan.synapses(p).get(s).events();
    StepSets sets = lists.of(place * parts).sets();
    for (int part = 0; part < parts; part++) {
      int first = EventLists.first(sets, part, parts);
      events.forward(
          lists.of(place * parts + part).list(),
          EventLists.first(sets, part + 1, parts) - first,
          value,
          parameters.packed(p, s),
          block,
          from,
          to,
          current,
          first * stepStride,
          events.blockColumns(),
          stepStride,
          held,
          first);
    }
    int length = (to - from) * events.blockColumns();
    sets.combine(plan.kernels(), length, current, 0, stepStride);
  }

  /** Counts the operations of {@link #add} for all pixels of a block of channels. */
  void count(
      int p, int s, EventLists lists, int place, int parts, int steps, int block, Scratch own) {
    long rows = 0;
    for (int part = 0; part < parts; part++) {
      rows += lists.of(place * parts + part).list().sums();
    }
    int pixels = plan.pixels(p);
    int valid = plan.channels(p, block);
    long combined = (long) lists.of(place * parts).sets().additions() * pixels;
    own.operations()[0] += (long) steps * pixels * valid;
    own.operations()[1] += (rows + combined) * valid;
  }
}
