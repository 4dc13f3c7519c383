package org.dietsnn.acceptance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dietsnn.application.port.in.BackendDevice;
import org.dietsnn.application.port.in.OpenBackend;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.service.TrainingService;
import org.dietsnn.cli.wiring.Composition;
import org.dietsnn.cli.wiring.UseCases;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that was begun on one machine may go on where there is another backend. */
class CrossBackendResumeTest {
  /** What was saved of the first epoch, and nothing of the second. */
  private static final int SECOND_EPOCH = 6;

  /** Rounding grows, and may turn a spike; how far a loss may be off for that, relatively. */
  private static final double LOSS_DIFFERENCE = 0.02;

  private static final UseCases PROGRAM = Composition.ofClassPath().open();

  private final SafetensorsRunStore store = new SafetensorsRunStore();

  @TempDir private Path folder;

  static Stream<Arguments> pairs() {
    List<String> names =
        PROGRAM.devices().list().stream()
            .filter(device -> device.status().usable())
            .map(BackendDevice::name)
            .toList();
    return names.stream()
        .flatMap(
            first ->
                names.stream()
                    .filter(second -> !second.equals(first))
                    .map(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest(name = "{0}, then {1}")
  @MethodSource("pairs")
  void aRunBegunOnOneBackendGoesOnOnAnother(String first, String second) {
    Checkpoint begun = afterOneEpoch(backend(first));
    ComputeBackend other = backend(second);

    SmallTraining.run(other, store, folder, 1, true);

    Checkpoint ended = last();
    List<EpochMetrics> history = ended.training().orElseThrow().history();
    assertThat(history).hasSize(2);
    assertThat(history.get(0)).isEqualTo(begun.training().orElseThrow().history().get(0));
    assertThat(ended.parameters().values().values())
        .allSatisfy(tensor -> assertThat(tensor.precision()).isEqualTo(other.precision()));
    EpochMetrics straight = straight(backend(first));
    assertThat(history.get(1).trainLoss())
        .isCloseTo(straight.trainLoss(), within(LOSS_DIFFERENCE * straight.trainLoss()));
    assertThat(history.get(1).validationLoss())
        .isCloseTo(straight.validationLoss(), within(LOSS_DIFFERENCE * straight.validationLoss()));
  }

  /** The run dies before it writes anything of its second epoch; the files are real ones. */
  private Checkpoint afterOneEpoch(ComputeBackend backend) {
    CrashingStore memory = new CrashingStore(SECOND_EPOCH);
    assertThatThrownBy(() -> SmallTraining.run(backend, memory, folder, 1, false))
        .isInstanceOf(CrashingStore.Crash.class);
    for (String file : List.of(TrainingService.BEST, TrainingService.LAST)) {
      store.save(folder.resolve(file), memory.load(folder.resolve(file)));
    }
    Checkpoint begun = last();
    assertThat(begun.training().orElseThrow().epochsDone()).isEqualTo(1);
    assertThat(begun.parameters().values().values())
        .allSatisfy(tensor -> assertThat(tensor.precision()).isEqualTo(backend.precision()));
    return begun;
  }

  /** The second epoch of a run that never changed its backend. */
  private EpochMetrics straight(ComputeBackend backend) {
    CrashingStore memory = new CrashingStore(-1);
    SmallTraining.run(backend, memory, folder, 1, false);
    return memory
        .load(folder.resolve(TrainingService.LAST))
        .training()
        .orElseThrow()
        .history()
        .get(1);
  }

  private Checkpoint last() {
    return store.load(folder.resolve(TrainingService.LAST));
  }

  private static ComputeBackend backend(String name) {
    OpenBackend backends = PROGRAM.backends();
    return backends.open(name, ComputeSettings.standard()).backend();
  }
}
