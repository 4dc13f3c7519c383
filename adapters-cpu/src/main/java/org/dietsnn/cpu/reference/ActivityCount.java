package org.dietsnn.cpu.reference;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.activity.Activity;

/**
 * Counts what happened in one presentation. A synapse that reads the input is executed once,
 * whatever the number of time steps; average pooling counts one multiplication per pooled neuron.
 */
final class ActivityCount {
  private ActivityCount() {}

  static Activity of(Wiring wiring, Presentation presentation) {
    List<Long> spikes = new ArrayList<>();
    List<List<Long>> arriving = new ArrayList<>();
    long multiplies = 0;
    long accumulates = 0;
    for (int p = 0; p < wiring.network().populations().size(); p++) {
      boolean hidden = p > 0 && p < wiring.network().populations().size() - 1;
      spikes.add(hidden ? nonZero(presentation.emitted[p]) : 0);
      List<Long> read = new ArrayList<>();
      for (Wiring.Wire wire : wiring.into(p)) {
        int executions = wire.readsInput() ? 1 : presentation.timeSteps();
        long products = executions * wire.transmission().multiplyAccumulates();
        multiplies += products + executions * wire.pooling().multiplies();
        accumulates += products;
        read.add(wire.readsInput() ? 0 : read(wire, presentation));
      }
      arriving.add(read);
    }
    return new Activity(1, presentation.timeSteps(), spikes, arriving, multiplies, accumulates);
  }

  private static long nonZero(double[][] values) {
    long count = 0;
    for (double[] step : values) {
      for (double value : step) {
        if (value != 0) {
          count++;
        }
      }
    }
    return count;
  }

  private static long read(Wiring.Wire wire, Presentation presentation) {
    long count = 0;
    for (double[] step : presentation.outputs[wire.synapse().source()]) {
      count += wire.pooling().countRead(step);
    }
    return count;
  }
}
