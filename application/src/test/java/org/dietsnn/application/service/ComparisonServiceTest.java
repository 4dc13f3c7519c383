package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jakarta.inject.Provider;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.CompareCommand;
import org.dietsnn.application.port.in.ComparedBackend;
import org.dietsnn.application.port.in.Comparison;
import org.dietsnn.application.port.in.InferenceAgreement;
import org.dietsnn.application.port.in.PassTimes;
import org.dietsnn.application.port.in.TrainingAgreement;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ComparisonServiceTest {
  private static final Set<BenchmarkedPass> BOTH = EnumSet.allOf(BenchmarkedPass.class);
  private static final Set<BenchmarkedPass> INFERENCE = EnumSet.of(BenchmarkedPass.INFERENCE);

  /** 1x2x2 pixels, 2 channels, dense; T = 5: 5 x 1 x 2 x 2 x 2 places for a spike of one image. */
  private static final int[] TRACE = {5, 1, 2, 2, 2};

  private final Map<String, Provider<BackendProvider>> providers = new TreeMap<>();
  private final ScriptedContestants contestants = new ScriptedContestants();
  private final Checkpoint snn = Given.checkpoint(Given.snn("20"));
  private final ScriptedBackend first =
      given("first", (n, k, p, training) -> training ? new double[] {0, 0} : new double[] {2, 0});

  /** Says another class for image 2 and otherwise differs by a thousandth. */
  private final ScriptedBackend second =
      given(
          "second",
          (n, k, p, training) ->
              training
                  ? new double[] {1, 0}
                  : n == 2 ? new double[] {0, 2} : new double[] {2.001, 0});

  private ScriptedBackend given(String name, ScriptedBackend.Script script) {
    ScriptedBackend backend = new ScriptedBackend(name, script);
    backend.spikes = Map.of(1, Tensor.of(TRACE, spikes(3, 7)));
    backend.gradient = new Parameters(Map.of("w", Tensor.of(new int[] {2}, new double[] {3, 4})));
    given(name, DeviceStatus.usable("a test", 'z' - name.charAt(0)), backend);
    return backend;
  }

  private void given(String name, DeviceStatus status, ComputeBackend backend) {
    providers.put(name, () -> new Fixed(name, status, backend));
  }

  private static float[] spikes(int... places) {
    float[] spikes = new float[40];
    for (int place : places) {
      spikes[place] = 1;
    }
    return spikes;
  }

  private CompareCommand command(List<String> backends, Set<BenchmarkedPass> passes, int rounds) {
    BenchmarkSubject subject = new BenchmarkSubject.Trained(snn, 5, Given.data(10, 10).test());
    return new CompareCommand(
        backends,
        ComputeSettings.standard(),
        contestants,
        subject,
        passes,
        2,
        3,
        1,
        2,
        1,
        rounds,
        1);
  }

  private Comparison compared(CompareCommand command) {
    BackendService service = new BackendService(providers);
    return new ComparisonService(service, service).compare(command, ProgressListener.silent());
  }

  private ComparedBackend secondOf(Comparison comparison) {
    return comparison.backends().get(1);
  }

  @Test
  void predictionsAndLogitsAreComparedOnAllImages() {
    InferenceAgreement agreement =
        secondOf(compared(command(List.of("first", "second"), INFERENCE, 1))).inference();

    assertThat(agreement.images()).isEqualTo(3);
    assertThat(agreement.samePredictions()).isEqualTo(2);
    // Image 2: 0 instead of 2; the greatest logit of the first backend is 2.
    assertThat(agreement.logitDifference()).isCloseTo(2, within(1e-12));
    assertThat(agreement.relativeLogitDifference()).isCloseTo(1, within(1e-12));
    assertThat(second.inferred).containsExactly(List.of(0, 1), List.of(2));
  }

  @Test
  void aSingleSpikeThatDiffersIsFound() {
    second.spikes = Map.of(1, Tensor.of(TRACE, spikes(3, 8)));

    InferenceAgreement agreement =
        secondOf(compared(command(List.of("first", "second"), INFERENCE, 1))).inference();

    // One place has lost its spike and one has gained one.
    assertThat(agreement.layers())
        .containsExactly(new InferenceAgreement.LayerSpikes("features.0", 40, 2, 2));
    assertThat(agreement.differing()).isEqualTo(2);
    assertThat(agreement.compared()).isEqualTo(40);
    assertThat(agreement.tracedImages()).isEqualTo(1);
    assertThat(second.traced).containsExactly(List.of(0));
  }

  @Test
  void trainingIsComparedAfterOneStepAndAfterSome() {
    second.gradient = new Parameters(Map.of("w", Tensor.of(new int[] {2}, new double[] {3, 5})));
    second.step = 1.5;

    TrainingAgreement agreement =
        secondOf(compared(command(List.of("first", "second"), BOTH, 1))).training().orElseThrow();

    // The gradient towards the logit of an image's label is negative. Logits are 1 and 0.
    double[] back = second.gradients.get(0);
    double loss = 0;
    for (int n = 0; n < 2; n++) {
      loss += (back[2 * n] < 0 ? Math.log(1 + Math.exp(-1)) : Math.log(1 + Math.E)) / 2;
    }
    assertThat(agreement.loss()).isCloseTo(loss, within(1e-12));
    assertThat(agreement.lossDifference()).isCloseTo(Math.abs(loss - Math.log(2)), within(1e-12));
    assertThat(agreement.gradientDifference()).isCloseTo(1, within(1e-12));
    // Of the norm of (3, 4).
    assertThat(agreement.relativeGradientDifference()).isCloseTo(0.2, within(1e-12));
    assertThat(agreement.steps()).isEqualTo(2);
    // The first weight is 3 instead of 2.
    assertThat(agreement.parameterDifference()).isCloseTo(1, within(1e-12));
    String weights = snn.model().network().parameterSpecs().get(0).name();
    double before = snn.parameters().get(weights).at(0);
    assertThat(agreement.relativeParameterDifference())
        .isCloseTo(1 / Math.abs(2 - before), within(1e-9));
    assertThat(second.trained).containsExactly(List.of(0, 1), List.of(0, 1));
    assertThat(second.masks).allMatch(masks -> masks.kept().isEmpty());
  }

  @Test
  void theFirstAgreesWithItselfAndLogitsThatAreNoNumbersAgreeWithNothing() {
    given("third", (n, k, p, training) -> new double[] {Double.NaN, 0});

    Comparison comparison = compared(command(List.of("first", "third"), INFERENCE, 1));

    InferenceAgreement own = comparison.backends().get(0).inference();
    assertThat(own.samePredictions()).isEqualTo(3);
    assertThat(own.logitDifference()).isZero();
    assertThat(own.differing()).isZero();
    assertThat(secondOf(comparison).inference().logitDifference()).isNaN();
  }

  @Test
  void roundsAlternateAndWhoBeginsMovesOn() {
    given("third", (n, k, p, training) -> new double[] {2, 0});

    compared(command(List.of("first", "second", "third"), INFERENCE, 3));

    assertThat(contestants.calls)
        .containsExactly(
            "first start",
            "second start",
            "third start",
            "first inference",
            "second inference",
            "third inference",
            "first again",
            "second again",
            "third again",
            "second again",
            "third again",
            "first again",
            "third again",
            "first again",
            "second again",
            "first again",
            "second again",
            "third again");
    assertThat(contestants.open).isZero();
  }

  @Test
  void theSameBatchIsTimedOnAllAndRoundsToWarmUpDoNotCount() {
    contestants.seconds = (name, round) -> name.equals("first") ? 1 + round : 8;

    Comparison comparison = compared(command(List.of("first", "second"), BOTH, 3));

    assertThat(contestants.batches).hasSize(2);
    for (Workload batch : contestants.batches) {
      assertThat(NumberedImages.numbers(batch.images())).containsExactly(0, 1);
      assertThat(batch.parameters()).isEqualTo(snn.parameters());
      assertThat(batch.labels()).isEqualTo(contestants.batches.get(0).labels());
    }
    List<PassTimes> passes = comparison.backends().get(0).passes();
    assertThat(passes)
        .extracting(PassTimes::pass)
        .containsExactly(BenchmarkedPass.INFERENCE, BenchmarkedPass.TRAINING);
    assertThat(passes.get(0).seconds()).containsExactly(2.0, 3.0, 4.0);
    assertThat(passes.get(1).seconds()).containsExactly(6.0, 7.0, 8.0);
    assertThat(passes).extracting(PassTimes::firstSeconds).containsExactly(10.0, 20.0);
    assertThat(comparison.backends().get(0).openSeconds()).isEqualTo(0.25);
    // Asked when open, after inference and after training.
    assertThat(comparison.backends().get(0).idle().bytes()).isEqualTo(1000);
    assertThat(passes).extracting(pass -> pass.peak().bytes()).containsExactly(2000L, 3000L);
  }

  @Test
  void energyComesFromTheSpikesThatEachBackendCounts() {
    second.rates.put(1, 0.2);

    Comparison comparison = compared(command(List.of("first", "second"), INFERENCE, 1));

    // 9 x 8 from the input at 4.6 pJ; 8 x 2 at 0.9 pJ times 5 x 0.1 or 5 x 0.2 spikes per neuron.
    double input = 4.6e-9 * 72;
    assertThat(comparison.backends().get(0).energy().snnMillijoules())
        .isCloseTo(input + 0.9e-9 * 16 * 0.5, within(1e-15));
    assertThat(secondOf(comparison).energy().snnMillijoules())
        .isCloseTo(input + 0.9e-9 * 16 * 1.0, within(1e-15));
    assertThat(secondOf(comparison).activity().images()).isEqualTo(3);
  }

  @Test
  void whoIsNotUsableIsSkippedWithTheReasonUnlessNamed() {
    given("absent", DeviceStatus.unusable("no GPU", "no driver"), null);
    providers.put(
        "boastful",
        () ->
            new Fixed("boastful", DeviceStatus.usable("GPU", DeviceStatus.ACCELERATOR), null) {
              @Override
              public ComputeBackend open(ComputeSettings settings) {
                throw new UnsatisfiedLinkError("no libthird.so");
              }
            });

    Comparison comparison = compared(command(List.of(), INFERENCE, 1));

    assertThat(comparison.backends())
        .extracting(ComparedBackend::name)
        .containsExactly("first", "second");
    assertThat(comparison.skipped())
        .extracting(device -> device.name() + ": " + device.status().reason())
        .satisfiesExactlyInAnyOrder(
            absent -> assertThat(absent).isEqualTo("absent: no driver"),
            boastful -> assertThat(boastful).contains("boastful: ", "no libthird.so"));
    assertThatThrownBy(() -> compared(command(List.of("first", "absent"), INFERENCE, 1)))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE))
        .hasMessage("backend absent is not usable here: no driver");
  }

  @Test
  void oneThatFailsInARoundEndsTheComparisonAndLeavesNothingOpen() {
    contestants.failing = "second";
    Notices progress = new Notices();
    BackendService service = new BackendService(providers);

    assertThatThrownBy(
            () ->
                new ComparisonService(service, service)
                    .compare(command(List.of("first", "second"), INFERENCE, 1), progress))
        .hasMessage("out of memory");

    assertThat(contestants.open).isZero();
    assertThat(first.open).isZero();
    assertThat(second.open).isZero();
    assertThat(progress.running).isZero();
  }

  @Test
  void aNetworkThatIsDrawnIsCalibratedOnceByTheFirstBackend() {
    first.currents.put(1, new double[] {8});
    first.rateByThreshold = (population, threshold) -> Math.exp(-threshold);
    BenchmarkSubject subject =
        new BenchmarkSubject.Drawn(
            Given.snn("20"), Initialisation.HE_FAN_IN, OptionalDouble.of(0.25));

    compared(
        new CompareCommand(
            List.of("first", "second"),
            ComputeSettings.standard(),
            contestants,
            subject,
            INFERENCE,
            2,
            3,
            1,
            2,
            0,
            1,
            1));

    Parameters drawn = contestants.batches.get(0).parameters();
    assertThat(Math.exp(-drawn.scalar(snn.model().network().population(1).thresholdName())))
        .isCloseTo(0.25, within(0.0026));
    assertThat(contestants.batches.get(1).parameters()).isEqualTo(drawn);
    assertThat(second.probed).isEmpty();
  }

  @Test
  void impossibleComparisonsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command(List.of("first", "first"), INFERENCE, 1))
        .withMessage("a backend is named twice: first, first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command(List.of(), EnumSet.noneOf(BenchmarkedPass.class), 1))
        .withMessage("nothing to measure: neither inference nor training");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command(List.of(), INFERENCE, 0))
        .withMessage("rounds 0, must be >= 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sized(11, 3, 1))
        .withMessage("11 images from a set of 10; choose a smaller batch or fewer images");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sized(2, 3, 4))
        .withMessage("4 traced images, must be in 1 .. 3, the images");
  }

  private CompareCommand sized(int batch, int images, int traced) {
    return new CompareCommand(
        List.of(),
        ComputeSettings.standard(),
        contestants,
        new BenchmarkSubject.Trained(snn, 5, Given.data(10, 10).test()),
        INFERENCE,
        batch,
        images,
        traced,
        1,
        0,
        1,
        1);
  }

  /** Opens what it is given. */
  private static class Fixed implements BackendProvider {
    private final String name;
    private final DeviceStatus status;
    private final ComputeBackend backend;

    Fixed(String name, DeviceStatus status, ComputeBackend backend) {
      this.name = name;
      this.status = status;
      this.backend = backend;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public DeviceStatus inspect() {
      return status;
    }

    @Override
    public ComputeBackend open(ComputeSettings settings) {
      return backend;
    }
  }
}
