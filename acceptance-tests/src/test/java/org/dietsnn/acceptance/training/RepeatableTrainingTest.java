package org.dietsnn.acceptance.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.application.service.TrainingService;
import org.dietsnn.cpu.engine.FloatBackend;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.data.digits.DigitsDataSource;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Trains a small SNN on some of the bundled digits, with dropout and augmentation. */
class RepeatableTrainingTest {
  static final List<ComputeBackend> ENGINES =
      List.of(new ReferenceBackend(), new FloatBackend(2, "auto"));

  private static final Path FOLDER = Path.of("run");
  private static final DataSet DIGITS = few(new DigitsDataSource().open(Optional.empty()));

  /** An epoch writes at most the best and the last checkpoint and the metrics. */
  private static final int MOST_MOMENTS = 2 * 2 * 3;

  /** 45 of 60 images are trained on, 16 at a time. */
  private static final int STEPS = 3;

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
    train(engine, straight, 1, false);
    int crashes = 0;
    for (int moment = 0; moment < MOST_MOMENTS; moment++) {
      CrashingStore store = new CrashingStore(moment);
      try {
        train(engine, store, 1, false);
      } catch (CrashingStore.Crash e) {
        train(engine, store, 1, true);
      }

      crashes += store.crashed() ? 1 : 0;
      requireSame(last(store), last(straight));
      assertThat(best(store).parameters()).isEqualTo(best(straight).parameters());
    }
    assertThat(crashes).isGreaterThanOrEqualTo(MOST_MOMENTS - 2);
  }

  @Test
  void aTrainingThatDiesWithinAnEpochAndIsResumedEndsAsIfItHadNotDied() {
    ComputeBackend engine = new FloatBackend(2, "plain");
    CrashingStore straight = new CrashingStore(-1);
    train(engine, straight, 1, false);
    int within = 0;
    for (int moment = 1; moment < MOST_MOMENTS + 4 * STEPS; moment += 3) {
      CrashingStore store = new CrashingStore(moment);
      try {
        train(engine, store, 1, false, Duration.ZERO);
      } catch (CrashingStore.Crash e) {
        boolean begun = store.exists(FOLDER.resolve(TrainingService.LAST));
        within += begun && within(last(store)) ? 1 : 0;
        train(engine, store, 1, true, Duration.ZERO);
      }

      requireSame(last(store), last(straight));
      assertThat(best(store).parameters()).isEqualTo(best(straight).parameters());
    }
    assertThat(within).isGreaterThanOrEqualTo(STEPS);
  }

  private static boolean within(Checkpoint checkpoint) {
    return checkpoint.training().orElseThrow().position().visited() > 0;
  }

  private static Checkpoint trained(ComputeBackend engine, long seed) {
    CrashingStore store = new CrashingStore(-1);
    train(engine, store, seed, false);
    return last(store);
  }

  private static void train(ComputeBackend engine, CrashingStore store, long seed, boolean resume) {
    train(engine, store, seed, resume, Duration.ofHours(1));
  }

  private static void train(
      ComputeBackend engine, CrashingStore store, long seed, boolean resume, Duration saveEvery) {
    Architecture architecture =
        new Architecture("8 A 12", List.of(20), 1, DIGITS.shape(), 10, 3, true);
    Model model =
        new Model(
            architecture, Neuron.Lif.standard(), 3, DIGITS.normalisation(), DIGITS.classNames());
    Recipe recipe =
        new Recipe(
            2,
            16,
            1e-2,
            Adam.standard(true, 5e-4),
            Schedule.Step.standard(),
            0.2,
            new Augmentation(1, true),
            0.25);
    TrainCommand command =
        new TrainCommand(
            engine,
            model,
            Initialisation.HE_FAN_IN.draw(model.network(), new SplittableRandom(3)),
            DIGITS,
            recipe,
            new Provenance("", seed, 0.25, "digits", "", Map.of(), "initialised"),
            FOLDER,
            resume,
            saveEvery);
    new TrainingService(store).train(command, ProgressListener.silent());
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

  private static DataSet few(DataSet all) {
    return new DataSet(
        all.name(),
        all.shape(),
        all.classNames(),
        new First(all.train(), 60),
        all.test(),
        all.normalisation());
  }

  /** The first images of a set. */
  private record First(ImageSet all, int size) implements ImageSet {
    @Override
    public int label(int index) {
      return all.label(index);
    }

    @Override
    public void read(int index, float[] into, int offset) {
      all.read(index, into, offset);
    }

    @Override
    public String fingerprint() {
      return all.fingerprint() + "-" + size;
    }
  }
}
