package org.dietsnn.benchmarks.measurement;

import java.util.function.Consumer;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Contestants;
import org.dietsnn.benchmarks.contest.Side;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.process.ChildContestant;
import org.dietsnn.benchmarks.process.JavaHome;
import org.dietsnn.benchmarks.workload.Workload;

/**
 * Our engine on ND4J, here on the CPU, against libtorch and against our engine on the CPU. ND4J is
 * in a process of its own, so that its threads and its libraries are not libtorch's.
 */
record Nd4jSpeed() implements Measurement {
  private static final double RATE = 0.15;

  private static final Bar AGAINST_LIBTORCH = Bar.atLeast(0.5);

  @Override
  public void run(Conditions conditions, Consumer<Result> results) {
    for (Task task : Task.values()) {
      for (String net : conditions.nets("vgg9")) {
        for (double rate : conditions.rates(RATE)) {
          Workload workload = conditions.workloads().spiking(net, rate, conditions.ours());
          try (Contestant nd4j = onNd4j(conditions, task, workload)) {
            try (Contestant torch = Contestants.libtorch(conditions.torch(), task, workload)) {
              results.accept(
                  result(
                      conditions, task, workload, rate, nd4j, "libtorch", torch, AGAINST_LIBTORCH));
            }
            try (Contestant cpu = Contestants.ours(conditions.ours(), task, workload)) {
              results.accept(result(conditions, task, workload, rate, nd4j, "ours", cpu, Bar.NONE));
            }
          }
        }
      }
    }
  }

  private static Contestant onNd4j(Conditions conditions, Task task, Workload workload) {
    return new ChildContestant(
        JavaHome.running(),
        Side.ND4J,
        task,
        workload,
        conditions.threads(),
        conditions.childOptions(),
        true);
  }

  private static Result result(
      Conditions conditions,
      Task task,
      Workload workload,
      double rate,
      Contestant nd4j,
      String other,
      Contestant against,
      Bar bar) {
    return Result.ofRates(
        task == Task.INFERENCE ? "ND4J inference" : "ND4J training",
        workload.net(),
        rate,
        "nd4j",
        other,
        workload.batch(),
        conditions.alternation().time(nd4j, against),
        bar);
  }
}
