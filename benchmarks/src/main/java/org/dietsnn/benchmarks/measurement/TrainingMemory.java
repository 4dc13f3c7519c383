package org.dietsnn.benchmarks.measurement;

import java.util.function.Consumer;
import org.dietsnn.benchmarks.contest.Side;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.process.ChildContestant;
import org.dietsnn.benchmarks.process.JavaHome;
import org.dietsnn.benchmarks.workload.Workload;

/**
 * Peak resident memory of a whole process that trains an SNN: one for each side alone. Of
 * libtorch's two allocators, the quick one and the thrifty one, the lower figure counts. Its
 * process draws its weights in libtorch and spares the Java heap; ours draws them on the heap and
 * lets go of them once the session has them, as a program may that loads a checkpoint. Our process
 * runs with the launcher's options of the JVM.
 */
record TrainingMemory() implements Measurement {
  private static final double RATE = 0.15;
  private static final int STEPS = 5;
  private static final Bar BAR = Bar.atMost(0.6);

  @Override
  public void run(Conditions conditions, Consumer<Result> results) {
    for (String net : conditions.nets("vgg9", "vgg16")) {
      for (double rate : conditions.rates(RATE)) {
        Workload workload = conditions.workloads().spiking(net, rate, conditions.ours());
        double ours = peak(conditions, Side.OURS, workload, false);
        double theirs =
            Math.min(
                peak(conditions, Side.LIBTORCH, workload, true),
                peak(conditions, Side.LIBTORCH, workload, false));
        double ratio = ours / theirs;
        results.accept(
            new Result(
                "training memory",
                net,
                rate,
                "ours",
                "libtorch",
                ours,
                theirs,
                "MiB",
                ratio,
                ratio,
                ratio,
                rate == RATE ? BAR : Bar.NONE));
      }
    }
  }

  private static double peak(
      Conditions conditions, Side side, Workload workload, boolean tunedAllocator) {
    try (ChildContestant child =
        new ChildContestant(
            JavaHome.running(),
            side,
            Task.TRAINING,
            workload,
            conditions.threads(),
            conditions.childOptions(),
            tunedAllocator)) {
      child.run(STEPS);
      return child.peakMebibytes();
    }
  }
}
