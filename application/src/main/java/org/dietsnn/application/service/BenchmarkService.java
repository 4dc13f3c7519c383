package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.dietsnn.application.port.in.Benchmark;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.in.BenchmarkNetwork;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.PassSpeed;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;

/** Runs one batch round by round in one session per pass, and takes the time of each round. */
public final class BenchmarkService implements BenchmarkNetwork {
  private final LongSupplier clock;

  /** A service that takes wall-clock time. */
  @Inject
  public BenchmarkService() {
    this(System::nanoTime);
  }

  /**
   * A service with a clock of its own.
   *
   * @param clock nanoseconds; asked before and after each round that is measured
   */
  BenchmarkService(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public Benchmark benchmark(BenchmarkCommand command, ProgressListener progress) {
    BenchmarkLoad load = BenchmarkLoad.of(command, progress);
    List<PassSpeed> passes = new ArrayList<>();
    for (BenchmarkedPass pass : command.passes()) {
      passes.add(
          switch (pass) {
            case INFERENCE -> inference(command, load, progress);
            case TRAINING -> training(command, load, progress);
          });
    }
    return new Benchmark(load.network(), load.timeSteps(), command.batch(), passes);
  }

  private PassSpeed inference(
      BenchmarkCommand command, BenchmarkLoad load, ProgressListener progress) {
    try (NetworkSession session = command.backend().open(load.network(), load.parameters())) {
      return measured(
          BenchmarkedPass.INFERENCE,
          command,
          load,
          session,
          () -> session.infer(load.images(), load.timeSteps()),
          progress);
    }
  }

  private PassSpeed training(
      BenchmarkCommand command, BenchmarkLoad load, ProgressListener progress) {
    try (TrainingSession session =
        command
            .backend()
            .openTraining(load.network(), load.parameters(), Adam.standard(false, 0))) {
      UpdateStep step = new UpdateStep(1, 0);
      return measured(
          BenchmarkedPass.TRAINING,
          command,
          load,
          session,
          () -> {
            Inference inference =
                session.forward(load.images(), load.timeSteps(), DropoutMasks.none());
            session.backward(CrossEntropy.of(inference.logits(), load.labels()).gradient());
            session.update(step);
            return inference;
          },
          progress);
    }
  }

  /** One batch through one pass; gives what its forward pass gave. */
  @FunctionalInterface
  private interface Round {
    Inference run();
  }

  private PassSpeed measured(
      BenchmarkedPass pass,
      BenchmarkCommand command,
      BenchmarkLoad load,
      NetworkSession session,
      Round round,
      ProgressListener progress) {
    String name = pass.name().toLowerCase(Locale.ROOT);
    progress.begin(name + ", warm-up", command.warmUp());
    for (int r = 1; r <= command.warmUp(); r++) {
      round.run();
      progress.advance(r, "");
    }
    progress.end();
    List<LayerWork> before = session.work();
    List<Double> seconds = new ArrayList<>();
    Inference last = null;
    progress.begin(name, command.rounds());
    for (int r = 1; r <= command.rounds(); r++) {
      long start = clock.getAsLong();
      last = round.run();
      double taken = 1e-9 * (clock.getAsLong() - start);
      seconds.add(taken);
      progress.advance(r, String.format(Locale.ROOT, "%.1f images/s", command.batch() / taken));
    }
    progress.end();
    return new PassSpeed(
        pass,
        command.batch(),
        pass.denseOperations(load.network(), load.timeSteps()),
        seconds,
        last.activity(),
        since(before, session.work()));
  }

  /** What was done since the warm-up; the counts of a session go on from its beginning. */
  private static List<LayerWork> since(List<LayerWork> before, List<LayerWork> after) {
    List<LayerWork> work = new ArrayList<>();
    for (LayerWork now : after) {
      LayerWork then =
          before.stream()
              .filter(layer -> layer.population() == now.population())
              .findFirst()
              .orElse(new LayerWork(now.population(), 0, 0, 0, 0));
      work.add(
          new LayerWork(
              now.population(),
              now.forwardNanos() - then.forwardNanos(),
              now.backwardNanos() - then.backwardNanos(),
              now.eventDrivenFrames() - then.eventDrivenFrames(),
              now.denseFrames() - then.denseFrames()));
    }
    return work;
  }
}
