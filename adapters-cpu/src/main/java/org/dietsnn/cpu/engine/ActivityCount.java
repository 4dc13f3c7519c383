package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Shape;

/** Counts what a forward pass has left behind. */
final class ActivityCount {
  private final NetworkPlan plan;

  ActivityCount(NetworkPlan plan) {
    this.plan = plan;
  }

  /**
   * The activity of a pass.
   *
   * @param multiplies multiplications that the kernels have done
   * @param accumulates additions that they have done
   */
  Activity activity(Activations activations, long multiplies, long accumulates) {
    List<Long> spikes = new ArrayList<>();
    List<List<Long>> arriving = new ArrayList<>();
    for (int p = 0; p < plan.populations(); p++) {
      boolean hidden = p > 0 && p < plan.populations() - 1;
      spikes.add(hidden ? activations.fired(p) : 0L);
      List<Long> own = new ArrayList<>();
      for (SynapsePlan synapse : plan.synapses(p)) {
        own.add(synapse.fromInput() ? 0L : arriving(synapse, activations));
      }
      arriving.add(own);
    }
    return new Activity(
        activations.images(), activations.steps(), spikes, arriving, multiplies, accumulates);
  }

  private long arriving(SynapsePlan synapse, Activations activations) {
    int source = synapse.synapse().source();
    int window = synapse.synapse().pooling();
    Shape shape = synapse.from();
    if (shape.height() % window == 0 && shape.width() % window == 0) {
      return activations.sent(source);
    }
    int rows = shape.height() / window * window;
    int columns = shape.width() / window * window;
    if (plan.population(source).spiking()) {
      return activations.sent(source, rows, columns);
    }
    int row = shape.width() * shape.channels();
    long count = 0;
    for (int frame = 0; frame < activations.images() * activations.steps(); frame++) {
      for (int y = 0; y < rows; y++) {
        int start = frame * shape.neurons() + y * row;
        int length = columns * shape.channels();
        count += plan.kernels().countNonZeros(activations.outputs(source), start, length);
      }
    }
    return count;
  }

  /** Tells which way the frames of each synapse went, where {@link DrivenRun} has not. */
  void frames(Activations activations, Timekeeper time) {
    for (int p = 1; p < plan.populations(); p++) {
      if (plan.population(p).spiking() && plan.driven(p)) {
        continue;
      }
      for (SynapsePlan synapse : plan.synapses(p)) {
        int source = synapse.synapse().source();
        if (!synapse.identity()) {
          for (int image = 0; image < activations.images(); image++) {
            boolean sparse =
                plan.population(source).spiking() && Currents.sparse(synapse, activations, image);
            time.frames(p, activations.steps(source), sparse);
          }
        }
      }
    }
  }
}
