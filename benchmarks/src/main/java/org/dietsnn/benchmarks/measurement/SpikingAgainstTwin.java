package org.dietsnn.benchmarks.measurement;

import java.util.function.Consumer;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Contestants;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.workload.Workload;

/** Our SNN, all its time steps, against the ANN of the same architecture in libtorch. */
record SpikingAgainstTwin() implements Measurement {
  private static final double RATE = 0.05;

  @Override
  public void run(Conditions conditions, Consumer<Result> results) {
    for (String net : conditions.nets("vgg9", "vgg16", "resnet20")) {
      for (double rate : conditions.rates(RATE)) {
        Workload snn = conditions.workloads().spiking(net, rate, conditions.ours());
        Workload ann = conditions.workloads().rectifying(net);
        try (Contestant ours = Contestants.ours(conditions.ours(), Task.INFERENCE, snn);
            Contestant theirs = Contestants.libtorch(conditions.torch(), Task.INFERENCE, ann)) {
          results.accept(
              Result.ofRates(
                  "SNN against ANN",
                  net,
                  rate,
                  "our SNN",
                  "libtorch ANN",
                  snn.batch(),
                  conditions.alternation().time(ours, theirs),
                  rate == RATE ? Bar.atLeast(1) : Bar.NONE));
        }
      }
    }
  }
}
