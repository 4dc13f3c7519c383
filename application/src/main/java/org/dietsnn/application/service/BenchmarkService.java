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
import org.dietsnn.application.port.in.WarmUp;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.domain.network.Network;

/** Runs one batch round by round in one session per pass, and takes the time of each round. */
public final class BenchmarkService implements BenchmarkNetwork {
  private static final int PERCENT = 100;

  private final LongSupplier clock;

  /** A service that takes wall-clock time. */
  @Inject
  public BenchmarkService() {
    this(System::nanoTime);
  }

  /**
   * A service with a clock of its own.
   *
   * @param clock nanoseconds; asked before and after each round that is measured, and of a warm-up
   *     that lasts for some seconds before the first round and after each
   */
  BenchmarkService(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public Benchmark benchmark(BenchmarkCommand command, ProgressListener progress) {
    Workload work =
        new Workloads(command.subject(), command.batch(), command.seed())
            .of(command.batch(), command.backend(), progress);
    List<PassSpeed> passes = new ArrayList<>();
    for (BenchmarkedPass pass : command.passes()) {
      try (PassRun run = PassRun.open(pass, command.backend(), work)) {
        passes.add(measured(pass, command, work.network(), run, progress));
      }
    }
    return new Benchmark(work.network(), work.timeSteps(), command.batch(), passes);
  }

  private PassSpeed measured(
      BenchmarkedPass pass,
      BenchmarkCommand command,
      Network network,
      PassRun round,
      ProgressListener progress) {
    String name = pass.name().toLowerCase(Locale.ROOT);
    warmUp(command.warmUp(), name, round, progress);
    List<LayerWork> before = round.session().work();
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
        pass.denseOperations(network, command.subject().timeSteps()),
        seconds,
        last.activity(),
        since(before, round.session().work()));
  }

  private void warmUp(WarmUp wanted, String name, PassRun round, ProgressListener progress) {
    boolean timed = wanted.seconds() > 0;
    long begun = timed ? clock.getAsLong() : 0;
    double left = wanted.seconds();
    progress.begin(name + ", warm-up", PERCENT);
    for (int r = 1; r <= wanted.rounds() || left > 0; r++) {
      round.run();
      left = timed ? wanted.seconds() - 1e-9 * (clock.getAsLong() - begun) : 0;
      double inTime = timed ? 1 - left / wanted.seconds() : 1;
      double inRounds = wanted.rounds() > 0 ? (double) r / wanted.rounds() : 1;
      progress.advance((long) (PERCENT * Math.min(1, Math.min(inTime, inRounds))), "round " + r);
    }
    progress.end();
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
