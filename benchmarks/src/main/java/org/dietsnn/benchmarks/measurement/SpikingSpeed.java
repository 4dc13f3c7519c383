package org.dietsnn.benchmarks.measurement;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Contestants;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.workload.Workload;

/**
 * The same SNN on both sides, at several spike rates.
 *
 * @param name of the measurement
 * @param task inference or training
 * @param nets networks unless others are chosen
 * @param bars by spike rate; the rates unless others are chosen
 */
record SpikingSpeed(String name, Task task, List<String> nets, Map<Double, Bar> bars)
    implements Measurement {

  @Override
  public void run(Conditions conditions, Consumer<Result> results) {
    Double[] usual =
        bars.keySet().stream().sorted((x, y) -> Double.compare(y, x)).toArray(Double[]::new);
    for (String net : conditions.nets(nets.toArray(String[]::new))) {
      for (double rate : conditions.rates(usual)) {
        Workload workload = conditions.workloads().spiking(net, rate, conditions.ours());
        try (Contestant ours = Contestants.ours(conditions.ours(), task, workload);
            Contestant theirs = Contestants.libtorch(conditions.torch(), task, workload)) {
          results.accept(
              Result.ofRates(
                  name,
                  net,
                  rate,
                  "ours",
                  "libtorch",
                  workload.batch(),
                  conditions.alternation().time(ours, theirs),
                  bars.getOrDefault(rate, Bar.NONE)));
        }
      }
    }
  }
}
