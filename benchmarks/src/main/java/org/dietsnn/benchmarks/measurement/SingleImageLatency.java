package org.dietsnn.benchmarks.measurement;

import java.util.function.Consumer;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Contestants;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.workload.Workload;

/** The time that one image takes by itself; thresholds are searched on the whole batch. */
record SingleImageLatency() implements Measurement {
  private static final double RATE = 0.08;
  private static final Bar BAR = Bar.atMost(0.25);

  @Override
  public void run(Conditions conditions, Consumer<Result> results) {
    for (String net : conditions.nets("vgg9")) {
      for (double rate : conditions.rates(RATE)) {
        Workload workload = conditions.workloads().spiking(net, rate, conditions.ours()).first(1);
        try (Contestant ours = Contestants.ours(conditions.ours(), Task.INFERENCE, workload);
            Contestant theirs =
                Contestants.libtorch(conditions.torch(), Task.INFERENCE, workload)) {
          results.accept(
              Result.ofTimes(
                  "latency",
                  net,
                  rate,
                  "ours",
                  "libtorch",
                  conditions.alternation().time(ours, theirs),
                  rate == RATE ? BAR : Bar.NONE));
        }
      }
    }
  }
}
