package org.dietsnn.benchmarks.measurement;

import java.util.function.Consumer;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Side;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.process.ChildContestant;
import org.dietsnn.benchmarks.process.JavaHome;
import org.dietsnn.benchmarks.workload.Workload;

/** Our engine on the older of two Javas against itself on the newer one, each in its process. */
record OtherJava() implements Measurement {
  private static final double RATE = 0.15;
  private static final Bar BAR = Bar.atLeast(0.6);

  @Override
  public void run(Conditions conditions, Consumer<Result> results) {
    JavaHome running = JavaHome.running();
    JavaHome other = conditions.otherJava();
    if (other == null) {
      throw new IllegalArgumentException(
          "no Java of another version than %s in /usr/lib/jvm; name one with --other-java, or leave this measurement out"
              .formatted(running.version()));
    }
    boolean runningIsOlder = running.feature() < other.feature();
    JavaHome older = runningIsOlder ? running : other;
    JavaHome newer = runningIsOlder ? other : running;
    for (String net : conditions.nets("vgg9")) {
      for (double rate : conditions.rates(RATE)) {
        Workload workload = conditions.workloads().spiking(net, rate, conditions.ours());
        for (Task task : Task.values()) {
          try (Contestant onOlder = child(conditions, older, task, workload);
              Contestant onNewer = child(conditions, newer, task, workload)) {
            results.accept(
                Result.ofRates(
                    task == Task.INFERENCE ? "Java, inference" : "Java, training",
                    net,
                    rate,
                    "JDK " + older.version(),
                    "JDK " + newer.version(),
                    workload.batch(),
                    conditions.alternation().time(onOlder, onNewer),
                    rate == RATE ? BAR : Bar.NONE));
          }
        }
      }
    }
  }

  private static Contestant child(
      Conditions conditions, JavaHome java, Task task, Workload workload) {
    return new ChildContestant(
        java, Side.OURS, task, workload, conditions.threads(), conditions.childOptions(), true);
  }
}
