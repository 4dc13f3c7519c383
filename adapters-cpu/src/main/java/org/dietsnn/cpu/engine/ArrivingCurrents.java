package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.EventConvolution;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.cpu.kernel.StepSets;

/**
 * Brings the currents of one block of channels in some images, synapse by synapse: what the dense
 * kernels have computed is taken, events are added window by window, plane by plane, or for all
 * images together.
 */
final class ArrivingCurrents {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Arrivals arrivals;

  ArrivingCurrents(NetworkPlan plan, FloatParameters parameters, Arrivals arrivals) {
    this.plan = plan;
    this.parameters = parameters;
    this.arrivals = arrivals;
  }

  /** Adds the current of a shortcut. */
  void shortcut(HeldCurrents held, int s, Activations activations) {
    SynapsePlan synapse = plan.synapses(held.p()).get(s);
    int source = synapse.synapse().source();
    for (int place = held.first(); place < held.end(); place++) {
      for (int t = arrivals.silentSteps(place); t < activations.steps(); t++) {
        synapse
            .shortcut()
            .forward(
                activations.spikes(source),
                activations.word(source, arrivals.image(place), t),
                activations.value(source),
                held.block(),
                held.from(),
                held.to(),
                held.width(),
                held.floats(),
                held.start(place) + t * held.stepStride(),
                held.width(),
                s > 0);
      }
    }
  }

  /** Adds the current of another synapse, but for what sets of steps share, and the bias. */
  void convolve(HeldCurrents held, int s, Activations activations, Scratch own) {
    int steps = activations.steps();
    float value = activations.value(plan.synapses(held.p()).get(s).synapse().source());
    PackedWeights weights = parameters.packed(held.p(), s);
    fetch(held, s, activations.images(), weights, own);
    boolean planes = false;
    for (int place = held.first(); place < held.end(); place++) {
      int sets = arrivals.sets(s, place).count();
      boolean[] there = own.flags(sets);
      Arrays.fill(there, 0, steps, s > 0);
      Arrays.fill(there, steps, sets, false);
      // What is never read need not be there.
      Arrays.fill(there, 0, arrivals.silentSteps(place), true);
      arrivals.takeDense(
          s,
          place,
          held.block(),
          held.from(),
          held.to(),
          held.floats(),
          held.start(place),
          held.stepStride(),
          held.width(),
          there);
      if (arrivals.joint(s)) {
        clear(held, place, sets, there);
        continue;
      }
      windows(held, s, place, value, weights, there);
      planes |= arrivals.inPlanes(s, place);
    }
    if (planes || arrivals.joint(s)) {
      passes(held, s, steps, value, weights, own);
    }
  }

  /** Reads the weights in their order before the first pixels, where that is faster. */
  private void fetch(HeldCurrents held, int s, int images, PackedWeights weights, Scratch own) {
    SynapsePlan synapse = plan.synapses(held.p()).get(s);
    if (held.from() == 0 && images == 1 && synapse.readsAhead(rows(held, s))) {
      for (int pass = 0; pass < synapse.events().listing().passes(); pass++) {
        own.keep(synapse.events().fetch(weights, held.block(), pass));
      }
    }
  }

  /** Adds what is taken window by window. */
  private void windows(
      HeldCurrents held, int s, int place, float value, PackedWeights weights, boolean[] there) {
    EventConvolution events = plan.synapses(held.p()).get(s).events();
    int parts = arrivals.parts();
    StepSets sets = arrivals.sets(s, place);
    for (int part = 0; part < parts; part++) {
      int first = EventLists.first(sets, part, parts);
      events.forward(
          arrivals.windows(s, place, part),
          EventLists.first(sets, part + 1, parts) - first,
          value,
          weights,
          held.block(),
          held.from(),
          held.to(),
          held.floats(),
          held.start(place) + first * held.stepStride(),
          held.width(),
          held.stepStride(),
          there,
          first);
    }
  }

  /** The same few rows of weights for all images, then the next. */
  private void passes(
      HeldCurrents held, int s, int steps, float value, PackedWeights weights, Scratch own) {
    SynapsePlan synapse = plan.synapses(held.p()).get(s);
    boolean far = synapse.far(rows(held, s));
    for (int pass = 0; pass < synapse.events().listing().passes(); pass++) {
      if (far) {
        own.keep(synapse.events().fetch(weights, held.block(), pass));
      }
      if (arrivals.joint(s)) {
        jointly(held, s, pass, value, weights);
      } else {
        plane(held, s, pass, steps, value, weights);
      }
    }
  }

  /** Adds in one pass what is taken plane by plane. */
  private void plane(
      HeldCurrents held, int s, int pass, int steps, float value, PackedWeights weights) {
    EventConvolution events = plan.synapses(held.p()).get(s).events();
    int parts = arrivals.parts();
    for (int place = held.first(); place < held.end(); place++) {
      if (!arrivals.inPlanes(s, place)) {
        continue;
      }
      StepSets sets = arrivals.sets(s, place);
      for (int part = 0; part < parts; part++) {
        int first = EventLists.first(sets, part, parts);
        events.addPlane(
            arrivals.planes(s, place, part),
            pass,
            EventLists.first(sets, part + 1, parts) - first,
            value,
            weights,
            held.block(),
            held.from(),
            held.to(),
            held.floats(),
            held.start(place) + first * held.stepStride(),
            held.width(),
            held.stepStride(),
            s > 0 ? steps - first : 0);
      }
    }
  }

  /** Sets the current of an image to zero where there is none yet. */
  private static void clear(HeldCurrents held, int place, int sets, boolean[] there) {
    for (int set = 0; set < sets; set++) {
      if (!there[set]) {
        int start = held.start(place) + set * held.stepStride();
        Arrays.fill(held.floats(), start, start + held.stepStride(), 0f);
      }
    }
  }

  /** Adds in one pass what is listed for all images together. */
  private void jointly(HeldCurrents held, int s, int pass, float value, PackedWeights weights) {
    EventConvolution events = plan.synapses(held.p()).get(s).events();
    JointLists joint = arrivals.jointLists(s);
    for (int group = 0; group < joint.groups(); group++) {
      int begin = joint.first(group);
      int listed = joint.first(group + 1) - begin;
      int from = Math.max(held.first(), begin);
      int count = Math.min(held.end(), begin + listed) - from;
      if (count > 0) {
        events.addJointly(
            joint.of(group),
            pass,
            joint.slots(group),
            held.slots(),
            listed,
            from - begin,
            count,
            value,
            weights,
            held.block(),
            held.floats(),
            held.start(from),
            held.stepStride(),
            held.imageStride());
      }
    }
  }

  private long rows(HeldCurrents held, int s) {
    long rows = 0;
    for (int place = held.first(); place < held.end(); place++) {
      rows += arrivals.rows(s, place);
    }
    return rows;
  }
}
