package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Schedule;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TrainingServiceTest {
  private final MemoryStore store = new MemoryStore();
  private final TrainingService service = new TrainingService(store);
  private final Notices notices = new Notices();

  @Test
  void theValidationSplitIsNeverTrainedOnAndTheTestSetNeverRead() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    DataSet data = Given.data(23, 9);

    service.train(Given.training(backend, data, Given.recipe(3, 4)), notices);

    List<Integer> trained = flat(backend.trained);
    List<Integer> validated = flat(backend.inferred);
    assertThat(trained).doesNotContainAnyElementsOf(validated);
    assertThat(((NumberedImages) data.test()).reads()).isEmpty();
    List<Integer> all = new ArrayList<>(trained.subList(0, 18));
    all.addAll(validated.subList(0, 5));
    assertThat(all).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 23).boxed().toList());
  }

  @Test
  void everyEpochTrainsOnEachImageOnceInAnotherOrderTheLastPartialBatchIncluded() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));

    service.train(Given.training(backend, Given.data(23, 9), Given.recipe(2, 4)), notices);

    assertThat(backend.trained)
        .extracting(List::size)
        .containsExactly(4, 4, 4, 4, 2, 4, 4, 4, 4, 2);
    List<Integer> trained = flat(backend.trained);
    List<Integer> first = trained.subList(0, 18);
    List<Integer> second = trained.subList(18, 36);
    assertThat(first).doesNotHaveDuplicates();
    assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    assertThat(backend.steps).extracting(step -> step.number()).startsWith(1L, 2L).endsWith(10L);
  }

  @Test
  void theBestEpochIsThatOfTheGreatestValidationAccuracyThenTheLeastLoss() {
    // 4 steps an epoch; of 4 validation images 2, 3, 3, 3 and 1 are right, the third is surest.
    int[] right = {2, 3, 3, 3, 1};
    double[] sureness = {1, 1, 1.2, 1.1, 9};
    int[] asked = new int[1];
    ScriptedBackend backend =
        new ScriptedBackend(
            (n, updates, p, training) -> {
              if (training) {
                return Given.right(n);
              }
              int epoch = (int) updates / 4 - 1;
              boolean isRight = asked[0]++ % 4 < right[epoch];
              double[] logits = isRight ? Given.right(n) : Given.wrong(n);
              double factor = isRight ? sureness[epoch] : 1;
              return new double[] {factor * logits[0], factor * logits[1]};
            });
    TrainCommand command = Given.training(backend, Given.data(20, 1), Given.recipe(5, 4));

    Checkpoint best = service.train(command, notices);

    assertThat(store.metrics())
        .extracting(EpochMetrics::validationAccuracy)
        .containsExactly(0.5, 0.75, 0.75, 0.75, 0.25);
    Network network = command.model().network();
    assertThat(ScriptedSession.updatesOf(network, best.parameters())).isEqualTo(3 * 4);
    Checkpoint last = store.load(Given.FOLDER.resolve(TrainingService.LAST));
    assertThat(last.training().orElseThrow().bestEpoch()).isEqualTo(3);
    assertThat(ScriptedSession.updatesOf(network, last.parameters())).isEqualTo(5 * 4);
    assertThat(store.saves().stream().filter(TrainingService.BEST::equals)).hasSize(3);
  }

  @Test
  void theScheduleSetsTheRateOfEveryStep() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    Schedule schedule = Schedule.Step.standard();

    service.train(
        Given.training(backend, Given.data(25, 1), Given.recipe(5, 10, schedule, 0)), notices);

    // 2 steps an epoch, 10 in all: a fifth after 6, 8 and 9.
    double[] rates = backend.steps.stream().mapToDouble(step -> step.learningRate()).toArray();
    double[] expected = {
      .01, .01, .01, .01, .01, .01, .002, .002, .0004, .00008,
    };
    assertThat(rates).containsExactly(expected, within(1e-12));
    assertThat(store.metrics().get(4).learningRate()).isEqualTo(rates[9]);
  }

  @Test
  void lossAndAccuracyOfAnEpochAreMeansOverImagesNotOverBatches() {
    // Of 16 training images in batches of 10 and 6, those of the first batch only are right.
    int[] asked = new int[1];
    ScriptedBackend backend =
        new ScriptedBackend(
            (n, k, p, training) -> !training || asked[0]++ < 10 ? Given.right(n) : Given.wrong(n));

    service.train(Given.training(backend, Given.data(20, 1), Given.recipe(1, 10)), notices);

    EpochMetrics metrics = store.metrics().get(0);
    double rightLoss = Math.log1p(Math.exp(-2));
    assertThat(metrics.trainAccuracy()).isEqualTo(10.0 / 16);
    assertThat(metrics.trainLoss())
        .isCloseTo((10 * rightLoss + 6 * (2 + rightLoss)) / 16, within(1e-12));
    assertThat(metrics.validationLoss()).isCloseTo(rightLoss, within(1e-12));
    assertThat(metrics.spikeRates()).hasSize(1);
  }

  @Test
  void masksDifferFromStepToStepAndCoverTheBatch() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));

    service.train(
        Given.training(
            backend, Given.data(25, 1), Given.recipe(3, 10, new Schedule.Constant(), 0.5)),
        notices);

    assertThat(backend.masks).hasSize(6).doesNotHaveDuplicates();
    assertThat(backend.masks).allSatisfy(m -> assertThat(m.scale()).isEqualTo(2));
    assertThat(backend.masks.stream().map(m -> List.of(box(m.kept().get(1)))))
        .doesNotHaveDuplicates();
  }

  @Test
  void aLossThatIsNotFiniteStopsTheTrainingAndKeepsTheEpochBefore() {
    // 4 steps an epoch: the second step of the second epoch fails.
    ScriptedBackend backend =
        new ScriptedBackend(
            (n, updates, p, training) ->
                training && updates == 5 ? new double[] {Double.NaN, 0} : Given.right(n));

    assertThatThrownBy(
            () ->
                service.train(
                    Given.training(backend, Given.data(20, 1), Given.recipe(3, 4)), notices))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRAINING))
        .hasMessageContaining("the loss became NaN in epoch 2 at step 5")
        .hasMessageContaining("must stay finite")
        .hasMessageContaining("kept in " + Given.FOLDER)
        .hasMessageContaining("lower learning rate");

    Checkpoint last = store.load(Given.FOLDER.resolve(TrainingService.LAST));
    assertThat(last.training().orElseThrow().epochsDone()).isEqualTo(1);
    assertThat(backend.open).isZero();
  }

  @Test
  void aLossThatIsNotFiniteInTheFirstEpochPromisesNoCheckpoint() {
    ScriptedBackend backend =
        new ScriptedBackend((n, k, p, training) -> new double[] {0, Double.POSITIVE_INFINITY});

    assertThatThrownBy(
            () ->
                service.train(
                    Given.training(backend, Given.data(20, 1), Given.recipe(3, 4)), notices))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("in epoch 1")
        .hasMessageNotContaining("kept in");
    assertThat(store.saves()).isEmpty();
  }

  @Test
  void aLossThatIsNotFiniteInValidationStopsTheTrainingToo() {
    ScriptedBackend backend =
        new ScriptedBackend(
            (n, k, p, training) -> training ? Given.right(n) : new double[] {Double.NaN, 0});

    assertThatThrownBy(
            () ->
                service.train(
                    Given.training(backend, Given.data(20, 1), Given.recipe(3, 4)), notices))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRAINING));
    assertThat(store.saves()).isEmpty();
  }

  @Test
  void aDeadLayerIsReportedWhileTraining() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    backend.rates.put(1, 0.0);
    backend.norms.put("features.0.weight", 0.0);

    service.train(Given.training(backend, Given.data(40, 1), Given.recipe(1, 1)), notices);

    // After 20 steps with gradients, and after the epoch.
    assertThat(notices.messages)
        .filteredOn(message -> message.startsWith("layer features.0 is silent"))
        .hasSize(2);
    assertThat(notices.messages)
        .filteredOn(message -> message.startsWith("no gradient reaches features.0.weight"))
        .hasSize(1);
    assertThat(notices.running).isZero();
  }

  @Test
  void aRunOfOtherSettingsIsNotResumed() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    DataSet data = Given.data(20, 1);
    service.train(Given.training(backend, data, Given.recipe(1, 4)), notices);
    Provenance same = Given.provenance(1);
    Provenance otherData =
        new Provenance("", 1, Given.VALIDATION, "numbers", "another", Map.of(), "initialised");

    refused(resumed(backend, "20", data, Given.provenance(2)), "with seed 1, this run has 2;");
    refused(resumed(backend, "20", data, otherData), "with data fingerprint fingerprint, this");
    refused(resumed(backend, "30", data, same), "with net 20, this run has 30;");
    refused(
        Given.training(backend, Given.snn("20"), data, Given.recipe(1, 5), same, true),
        "with batch 4, this run has 5;");
    refused(
        Given.training(backend, Given.snn("20"), data, Given.recipe(2, 4), same, true),
        "with epochs 1, this run has 2;");
    Schedule step = Schedule.Step.standard();
    refused(
        Given.training(backend, Given.snn("20"), data, Given.recipe(1, 4, step, 0), same, true),
        "with schedule Constant[], this run has Step[divisor=5.0");
    assertThat(backend.open).isZero();
  }

  @Test
  void aRunFromOtherInitialParametersIsNotResumed() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    TrainCommand first = Given.training(backend, Given.data(20, 1), Given.recipe(1, 4));
    service.train(first, notices);
    String threshold = first.model().network().population(1).thresholdName();
    Parameters other = first.initial().with(threshold, Tensor.scalar(0.5, Precision.FLOAT32));

    refused(
        new TrainCommand(
            backend,
            first.model(),
            other,
            first.data(),
            first.recipe(),
            first.provenance(),
            Given.FOLDER,
            true),
        "with initial parameters %s, this run has %s;"
            .formatted(first.initial().fingerprint(), other.fingerprint()));
  }

  @Test
  void aTrainingThatIsNotResumedRemovesTheRunBeforeIt() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    DataSet data = Given.data(20, 1);
    service.train(Given.training(backend, data, Given.recipe(2, 4)), notices);
    ScriptedBackend failing =
        new ScriptedBackend((n, k, p, training) -> new double[] {Double.NaN, 0});

    assertThatThrownBy(
            () -> service.train(Given.training(failing, data, Given.recipe(2, 4)), notices))
        .isInstanceOf(FailureException.class);

    assertThat(store.exists(Given.FOLDER.resolve(TrainingService.LAST))).isFalse();
    assertThat(store.exists(Given.FOLDER.resolve(TrainingService.BEST))).isFalse();
    assertThat(store.metrics()).isEmpty();
    assertThat(store.deletions())
        .endsWith(TrainingService.LAST, TrainingService.BEST, TrainingService.METRICS);
  }

  @Test
  void theBestCheckpointHasTheHistoryButCannotBeResumedFrom() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    TrainCommand command = Given.training(backend, Given.data(20, 1), Given.recipe(2, 4));

    Checkpoint best = service.train(command, notices);

    TrainingState state = best.training().orElseThrow();
    assertThat(state.history()).hasSize(1).containsExactly(store.metrics().get(0));
    assertThat(state.bestEpoch()).isEqualTo(1);
    assertThat(state.recipe()).isEqualTo(command.recipe().settings());
    assertThat(state.initial()).isEqualTo(command.initial().fingerprint());
    assertThat(state.optimiserState()).isEmpty();
  }

  @Test
  void messagesDoNotDependOnTheLocale() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    backend.rates.put(1, 0.0);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      service.train(Given.training(backend, Given.data(40, 1), Given.recipe(1, 1)), notices);
    } finally {
      Locale.setDefault(before);
    }

    assertThat(notices.messages).isNotEmpty().allSatisfy(message -> assertThat(message).isASCII());
    assertThat(notices.messages).anySatisfy(m -> assertThat(m).contains("validation 100.00 %"));
  }

  private void refused(TrainCommand command, String because) {
    assertThatThrownBy(() -> service.train(command, ProgressListener.silent()))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageContaining(because)
        .hasMessageContaining(TrainingService.LAST);
  }

  @Test
  void parametersWithoutOptimiserStateAreNotResumed() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    store.save(Given.FOLDER.resolve(TrainingService.LAST), Given.checkpoint(Given.snn("20")));

    assertThatThrownBy(
            () ->
                service.train(
                    resumed(backend, "20", Given.data(20, 1), Given.provenance(1)), notices))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_DATA))
        .hasMessageContaining("no optimiser state");
  }

  @Test
  void resumingGoesOnWithTheNextEpochAndKeepsTheHistory() {
    // 4 steps an epoch: the first step of the third epoch fails once.
    boolean[] fails = {true};
    ScriptedBackend backend =
        new ScriptedBackend(
            (n, updates, p, training) ->
                training && updates == 8 && fails[0]
                    ? new double[] {Double.NaN, 0}
                    : Given.right(n));
    DataSet data = Given.data(20, 1);
    TrainCommand first = Given.training(backend, data, Given.recipe(3, 4));
    assertThatThrownBy(() -> service.train(first, notices)).isInstanceOf(FailureException.class);
    List<EpochMetrics> before = store.metrics();
    fails[0] = false;
    TrainCommand again =
        Given.training(
            backend, Given.snn("20"), data, Given.recipe(3, 4), Given.provenance(1), true);

    service.train(again, notices);

    assertThat(before).hasSize(2);
    assertThat(store.metrics()).hasSize(3).startsWith(before.get(0), before.get(1));
    assertThat(backend.steps).hasSize(12);
    assertThat(backend.steps.get(11).number()).isEqualTo(12);
  }

  @Test
  void resumingWhereNothingIsStartsAnew() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));

    service.train(resumed(backend, "20", Given.data(20, 1), Given.provenance(1)), notices);

    assertThat(store.metrics()).hasSize(1);
  }

  private static TrainCommand resumed(
      ScriptedBackend backend, String net, DataSet data, Provenance provenance) {
    return Given.training(backend, Given.snn(net), data, Given.recipe(1, 4), provenance, true);
  }

  private static List<Integer> flat(List<List<Integer>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  private static Long[] box(long[] words) {
    return Arrays.stream(words).boxed().toArray(Long[]::new);
  }
}
