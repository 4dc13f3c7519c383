package org.dietsnn.benchmarks.measurement;

import java.util.function.Consumer;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Contestants;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.workload.Workload;
import org.dietsnn.cpu.engine.FloatBackend;

/** Our engine with two threads against itself with one. */
record ThreadScaling() implements Measurement {
  private static final double RATE = 0.15;
  private static final Bar BAR = Bar.atLeast(1.8);

  @Override
  public void run(Conditions conditions, Consumer<Result> results) {
    FloatBackend one = new FloatBackend(1, "auto");
    FloatBackend two = new FloatBackend(2, "auto");
    for (String net : conditions.nets("vgg9")) {
      for (double rate : conditions.rates(RATE)) {
        Workload workload = conditions.workloads().spiking(net, rate, conditions.ours());
        for (Task task : Task.values()) {
          try (Contestant withTwo = Contestants.ours(two, task, workload);
              Contestant withOne = Contestants.ours(one, task, workload)) {
            results.accept(
                Result.ofRates(
                    task == Task.INFERENCE ? "threads, inference" : "threads, training",
                    net,
                    rate,
                    "2 threads",
                    "1 thread",
                    workload.batch(),
                    conditions.alternation().time(withTwo, withOne),
                    rate == RATE ? BAR : Bar.NONE));
          }
        }
      }
    }
  }
}
