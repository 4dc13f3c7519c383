package org.dietsnn.benchmarks.measurement;

import java.util.function.Consumer;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Contestants;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.workload.Workload;

/** The same ANN on both sides. */
record RectifyingSpeed() implements Measurement {
  private static final Bar BAR = Bar.atLeast(0.9);

  @Override
  public void run(Conditions conditions, Consumer<Result> results) {
    for (String net : conditions.nets("vgg9")) {
      Workload workload = conditions.workloads().rectifying(net);
      for (Task task : Task.values()) {
        try (Contestant ours = Contestants.ours(conditions.ours(), task, workload);
            Contestant theirs = Contestants.libtorch(conditions.torch(), task, workload)) {
          results.accept(
              Result.ofRates(
                  task == Task.INFERENCE ? "ANN inference" : "ANN training",
                  net,
                  0,
                  "ours",
                  "libtorch",
                  workload.batch(),
                  conditions.alternation().time(ours, theirs),
                  BAR));
        }
      }
    }
  }
}
