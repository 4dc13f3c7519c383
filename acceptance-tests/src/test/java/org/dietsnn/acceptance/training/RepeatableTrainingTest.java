package org.dietsnn.acceptance.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.application.service.TrainingService;
import org.dietsnn.cpu.engine.FloatBackend;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A training gives the same bits again, whatever happens on the way. */
class RepeatableTrainingTest {
  static final List<ComputeBackend> ENGINES =
      List.of(new ReferenceBackend(), new FloatBackend(2, "auto"));

  private static final Path FOLDER = Path.of("run");

  /** An epoch writes at most the best and the last checkpoint and the metrics. */
  private static final int MOST_MOMENTS = 2 * 2 * 3;

  @Test
  void theParametersDoNotDependOnTheNumberOfThreads() {
    for (String kernels : List.of("auto", "plain")) {
      Checkpoint one = trained(new FloatBackend(1, kernels), 1);

      requireSame(trained(new FloatBackend(2, kernels), 1), one);
      requireSame(trained(new FloatBackend(3, kernels), 1), one);
    }
  }

  @Test
  void theSameSeedGivesTheSameParametersAndAnotherSeedOthers() {
    ComputeBackend engine = new FloatBackend(2, "auto");
    Checkpoint first = trained(engine, 1);

    requireSame(trained(engine, 1), first);
    assertThat(trained(engine, 2).parameters()).isNotEqualTo(first.parameters());
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void aTrainingThatDiesAtAnyWriteAndIsResumedEndsAsIfItHadNotDied(ComputeBackend engine) {
    CrashingStore straight = new CrashingStore(-1);
    SmallTraining.run(engine, straight, FOLDER, 1, false);
    int crashes = 0;
    for (int moment = 0; moment < MOST_MOMENTS; moment++) {
      CrashingStore store = new CrashingStore(moment);
      try {
        SmallTraining.run(engine, store, FOLDER, 1, false);
      } catch (CrashingStore.Crash e) {
        SmallTraining.run(engine, store, FOLDER, 1, true);
      }

      crashes += store.crashed() ? 1 : 0;
      requireSame(last(store), last(straight));
      assertThat(best(store).parameters()).isEqualTo(best(straight).parameters());
    }
    assertThat(crashes).isGreaterThanOrEqualTo(MOST_MOMENTS - 2);
  }

  private static Checkpoint trained(ComputeBackend engine, long seed) {
    CrashingStore store = new CrashingStore(-1);
    SmallTraining.run(engine, store, FOLDER, seed, false);
    return last(store);
  }

  private static Checkpoint last(CrashingStore store) {
    return store.load(FOLDER.resolve(TrainingService.LAST));
  }

  private static Checkpoint best(CrashingStore store) {
    return store.load(FOLDER.resolve(TrainingService.BEST));
  }

  /** Everything but the time it took. */
  private static void requireSame(Checkpoint found, Checkpoint expected) {
    assertThat(found.parameters()).isEqualTo(expected.parameters());
    TrainingState state = found.training().orElseThrow();
    TrainingState wanted = expected.training().orElseThrow();
    assertThat(state.optimiserState()).isEqualTo(wanted.optimiserState());
    assertThat(state)
        .usingRecursiveComparison()
        .ignoringFields("history.seconds", "optimiserState")
        .isEqualTo(wanted);
  }
}
