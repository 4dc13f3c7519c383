package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.dietsnn.application.port.in.Benchmark;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.PassSpeed;
import org.dietsnn.application.port.in.WarmUp;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkServiceTest {
  private static final double RATE = 0.25;
  private static final int BATCH = 4;
  private static final int WARM_UP = 2;

  /** 1x4x4 pixels, 2 channels (20 x 0.1), 2x2 pooling, 3 channels, dense: T = 5. */
  private final Model snn =
      Given.ann("20 A 30", new Shape(1, 4, 4)).with(Given.snn("20").hidden(), 5);

  private final ScriptedBackend backend =
      new ScriptedBackend((n, k, p, training) -> new double[] {1, -1});

  BenchmarkServiceTest() {
    backend.currents.put(1, new double[] {8});
    backend.currents.put(2, new double[] {8});
    backend.rateByThreshold = (p, threshold) -> Math.exp(-threshold / p);
  }

  private BenchmarkCommand drawn(Model model, Set<BenchmarkedPass> passes, int rounds) {
    BenchmarkSubject subject =
        drawn(model, model.spiking() ? OptionalDouble.of(RATE) : OptionalDouble.empty());
    return new BenchmarkCommand(backend, subject, passes, BATCH, WarmUp.of(WARM_UP), rounds, 1);
  }

  private static BenchmarkSubject drawn(Model model, OptionalDouble spikeRate) {
    return new BenchmarkSubject.Drawn(model, Initialisation.HE_FAN_IN, spikeRate);
  }

  /** Measures with rounds that take so many seconds. */
  private Benchmark measured(BenchmarkCommand command, double... seconds) {
    Iterator<Double> rounds = DoubleStream.of(seconds).boxed().toList().iterator();
    long[] now = {0};
    boolean[] started = {false};
    BenchmarkService service =
        new BenchmarkService(
            () -> {
              now[0] += started[0] ? Math.round(1e9 * rounds.next()) : 0;
              started[0] = !started[0];
              return now[0];
            });
    return service.benchmark(command, ProgressListener.silent());
  }

  @Test
  void theMedianRoundGivesImagesAndDenseEquivalentOperationsPerSecond() {
    Benchmark benchmark =
        measured(drawn(snn, EnumSet.of(BenchmarkedPass.INFERENCE), 5), 0.5, 0.1, 0.4, 9, 0.2);

    PassSpeed speed = benchmark.passes().get(0);
    assertThat(benchmark.passes()).hasSize(1);
    assertThat(speed.medianSeconds()).isCloseTo(0.4, within(1e-9));
    assertThat(speed.leastSeconds()).isCloseTo(0.1, within(1e-9));
    assertThat(speed.greatestSeconds()).isCloseTo(9, within(1e-9));
    assertThat(speed.imagesPerSecond()).isCloseTo(BATCH / 0.4, within(1e-6));
    // 3x3 kernels: 9 x 1 x (2 x 4 x 4) of the input, then 9 x 2 x (3 x 2 x 2) and 12 x 2.
    assertThat(speed.denseOperations()).isEqualTo(2 * (288 + 5 * (216 + 24)));
    assertThat(speed.gigaflops())
        .isCloseTo(speed.denseOperations() * BATCH / 0.4 * 1e-9, within(1e-12));
  }

  @Test
  void inferenceRunsTheSameBatchInEveryRoundAfterTheWarmUp() {
    measured(drawn(snn, EnumSet.of(BenchmarkedPass.INFERENCE), 3), 1, 1, 1);

    assertThat(backend.inferred).hasSize(WARM_UP + 3).allMatch(backend.inferred.get(0)::equals);
    assertThat(backend.trained).isEmpty();
    assertThat(backend.open).isZero();
  }

  @ParameterizedTest(name = "at least {0} rounds and {1} s, of rounds of 2 s: {2} rounds")
  @CsvSource({"2, 0, 2", "2, 3.5, 2", "2, 6.5, 4", "0, 2.5, 2", "0, 0, 0"})
  void theWarmUpLastsForSoManyRoundsAndSeconds(int rounds, double seconds, int wanted) {
    long[] now = {0};
    BenchmarkService service = new BenchmarkService(() -> now[0] += 2_000_000_000L);
    BenchmarkSubject subject = drawn(snn, OptionalDouble.of(RATE));
    Set<BenchmarkedPass> inference = EnumSet.of(BenchmarkedPass.INFERENCE);
    WarmUp warmUp = new WarmUp(rounds, seconds);

    service.benchmark(
        new BenchmarkCommand(backend, subject, inference, BATCH, warmUp, 1, 1),
        ProgressListener.silent());

    assertThat(backend.inferred).hasSize(wanted + 1);
  }

  @Test
  void aTrainingStepGoesForwardBackwardOnRandomLabelsAndUpdatesWithoutMoving() {
    PassSpeed speed =
        measured(drawn(snn, EnumSet.of(BenchmarkedPass.TRAINING), 1), 0.5).passes().get(0);

    assertThat(backend.trained).hasSize(WARM_UP + 1);
    assertThat(backend.masks).allMatch(masks -> masks.kept().isEmpty());
    assertThat(backend.gradients).hasSize(WARM_UP + 1);
    double[] gradient = backend.gradients.get(0);
    assertThat(gradient).hasSize(2 * BATCH);
    assertThat(Arrays.stream(gradient).sum()).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(gradient).map(Math::abs).min().orElseThrow()).isPositive();
    assertThat(backend.steps)
        .hasSize(WARM_UP + 1)
        .allMatch(step -> step.number() == 1 && step.learningRate() == 0);
    assertThat(speed.denseOperations()).isEqualTo(2 * (2 * 288 + 3 * 5 * (216 + 24)));
    assertThat(backend.inferred).isEmpty();
    assertThat(backend.open).isZero();
  }

  @Test
  void bothPassesAreMeasuredInferenceFirst() {
    Benchmark benchmark = measured(drawn(snn, EnumSet.allOf(BenchmarkedPass.class), 2), 1, 1, 2, 2);

    assertThat(benchmark.passes())
        .extracting(PassSpeed::pass)
        .containsExactly(BenchmarkedPass.INFERENCE, BenchmarkedPass.TRAINING);
    assertThat(benchmark.passes().get(1).medianSeconds()).isCloseTo(2, within(1e-9));
  }

  @Test
  void thresholdsOfADrawnSnnAreSearchedForTheSpikeRate() {
    measured(drawn(snn, EnumSet.of(BenchmarkedPass.INFERENCE), 1), 1);

    assertThat(backend.probed).hasSize(1);
    assertThat(backend.probed.get(0)).hasSize(BATCH);
    assertThat(backend.fired).hasSize(2);
    for (int p = 1; p <= 2; p++) {
      double threshold = Double.parseDouble(backend.fired.get(p - 1).substring(2));
      assertThat(Math.exp(-threshold / p)).isCloseTo(RATE, within(0.011 * RATE));
    }
  }

  @Test
  void aDrawnAnnHasNoThresholds() {
    Benchmark benchmark =
        measured(drawn(Given.ann("20"), EnumSet.of(BenchmarkedPass.INFERENCE), 1), 1);

    assertThat(backend.probed).isEmpty();
    assertThat(benchmark.timeSteps()).isEqualTo(1);
    assertThat(benchmark.passes().get(0).activity().timeSteps()).isEqualTo(1);
  }

  @Test
  void aCheckpointRunsAsItIsOnTheFirstImages() {
    Checkpoint checkpoint = Given.checkpoint(Given.snn("20"));
    BenchmarkSubject subject =
        new BenchmarkSubject.Trained(checkpoint, 3, Given.data(5, 10).test());

    Benchmark benchmark =
        measured(
            new BenchmarkCommand(
                backend, subject, EnumSet.of(BenchmarkedPass.INFERENCE), BATCH, WarmUp.of(0), 1, 1),
            1);

    assertThat(backend.inferred).containsExactly(List.of(0, 1, 2, 3));
    assertThat(backend.probed).isEmpty();
    assertThat(benchmark.timeSteps()).isEqualTo(3);
  }

  @Test
  void activityIsThatOfOneRoundAndWorkThatOfAllButTheWarmUp() {
    backend.rates.put(1, 0.5);
    backend.workPerRun = List.of(new LayerWork(1, 100, 10, 7, 3), new LayerWork(2, 50, 5, 0, 1));

    PassSpeed speed =
        measured(drawn(snn, EnumSet.of(BenchmarkedPass.INFERENCE), 3), 1, 1, 1).passes().get(0);

    Network network = snn.network();
    assertThat(speed.activity().images()).isEqualTo(BATCH);
    assertThat(speed.activity().spikeRate(network, 1)).isEqualTo(0.5);
    assertThat(speed.work())
        .containsExactly(new LayerWork(1, 300, 30, 21, 9), new LayerWork(2, 150, 15, 0, 3));
  }

  @Test
  void aBackendThatDoesNotMeasureItsLayersLeavesThemOut() {
    PassSpeed speed =
        measured(drawn(snn, EnumSet.of(BenchmarkedPass.TRAINING), 1), 1).passes().get(0);

    assertThat(speed.work()).isEmpty();
  }

  @Test
  void whatCannotBeIsRefused() {
    Set<BenchmarkedPass> inference = EnumSet.of(BenchmarkedPass.INFERENCE);
    BenchmarkSubject subject = drawn(snn, OptionalDouble.of(RATE));
    Checkpoint checkpoint = Given.checkpoint(snn);
    BenchmarkSubject trained =
        new BenchmarkSubject.Trained(checkpoint, 5, Given.data(5, 3, new Shape(1, 4, 4)).test());

    refused(
        "neither", () -> new BenchmarkCommand(backend, subject, Set.of(), 1, WarmUp.of(0), 1, 1));
    refused(
        "batch 0", () -> new BenchmarkCommand(backend, subject, inference, 0, WarmUp.of(0), 1, 1));
    refused(
        "rounds 0", () -> new BenchmarkCommand(backend, subject, inference, 1, WarmUp.of(0), 0, 1));
    refused("-1", () -> WarmUp.of(-1));
    refused("seconds -2", () -> new WarmUp(1, -2));
    refused("seconds NaN", () -> new WarmUp(1, Double.NaN));
    refused(
        "a batch of 4 images from a set of 3",
        () -> new BenchmarkCommand(backend, trained, inference, 4, WarmUp.of(0), 1, 1));
    refused("spike rate 1", () -> drawn(snn, OptionalDouble.of(1)));
    refused("needs a spike rate", () -> drawn(snn, OptionalDouble.empty()));
    refused("no spike rate", () -> drawn(Given.ann("20"), OptionalDouble.of(RATE)));
    refused("T = 0", () -> new BenchmarkSubject.Trained(checkpoint, 0, Given.data(5, 3).test()));
    refused(
        "an ANN takes T = 1, found T = 2",
        () ->
            new BenchmarkSubject.Trained(
                Given.checkpoint(Given.ann("20")), 2, Given.data(5, 3).test()));
  }

  private static void refused(String words, Runnable command) {
    assertThatIllegalArgumentException().isThrownBy(command::run).withMessageContaining(words);
  }
}
