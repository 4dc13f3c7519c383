package org.dietsnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in its folder, and what happens where one is already. */
class RunFolderTest {
  @TempDir Path folder;
  private final FakeUseCases fakes = new FakeUseCases();

  private Invocation quickstart(Object... more) {
    Object[] arguments = new Object[more.length + 5];
    System.arraycopy(
        new Object[] {"quickstart", "--out", folder, "--with", "ann.epochs=3"}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Invocation.of(fakes, arguments);
  }

  @Test
  void quickstartLeavesThreeStagesAndEndsWithACommandThatWorks() {
    Invocation run = quickstart();

    assertThat(run.err()).doesNotContain("dietsnn:");
    assertThat(run.code()).isZero();
    for (String stage : new String[] {"ann", "converted", "snn"}) {
      assertThat(folder.resolve(stage)).isDirectory();
      for (String file :
          new String[] {"best.safetensors", "config.yaml", "summary.json", "test.json"}) {
        assertThat(folder.resolve(stage).resolve(file)).isRegularFile();
      }
    }
    assertThat(run.out()).contains("ANN", "converted SNN", "trained SNN", "features.0");
    String next = run.out().lines().reduce((first, last) -> last).orElseThrow();
    assertThat(next).startsWith("Next: ./dietsnn energy ");
    String[] words = next.substring("Next: ./dietsnn ".length()).split(" ");
    assertThat(Invocation.of((Object[]) words).code()).isZero();
  }

  @Test
  void aRunThatIsThereIsNotLost() throws IOException {
    quickstart();
    byte[] before = Files.readAllBytes(folder.resolve("ann/best.safetensors"));

    Invocation again = quickstart();

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("holds a run already", "--resume", "--overwrite");
    assertThat(Files.readAllBytes(folder.resolve("ann/best.safetensors"))).isEqualTo(before);
  }

  @Test
  void resumeGoesOnWhereARunStopped() {
    fakes.stopAfterEpoch = 2;
    Invocation stopped = quickstart();
    assertThat(stopped.code()).isEqualTo(75);

    Invocation resumed = quickstart("--resume");

    assertThat(resumed.code()).isZero();
    String ann = resumed.err().substring(0, resumed.err().indexOf("SNN:"));
    assertThat(ann).contains("epoch 3").doesNotContain("epoch 2:");
    assertThat(fakes.trainings).hasSize(3);
  }

  @Test
  void resumeDoesNotRepeatWhatIsFinished() {
    Invocation first = quickstart();
    int trainings = fakes.trainings.size();
    int evaluations = fakes.evaluations.size();

    Invocation resumed = quickstart("--resume", "--threads", 2);

    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).isEqualTo(first.out());
    assertThat(fakes.trainings).hasSize(trainings);
    assertThat(fakes.conversions).hasSize(1);
    assertThat(fakes.evaluations).hasSize(evaluations);
  }

  @Test
  void resumeNamesTheKeyThatDiffers() {
    quickstart();

    Invocation resumed = quickstart("--resume", "--width", 2);

    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err()).contains("net.width = 1, not 2");
  }

  @Test
  void theBackendThatWasChosenIsRecorded() {
    Invocation run = quickstart();

    assertThat(run.err())
        .contains("Backend cpu (preferred to reference; not usable: absent): no machine");
    assertThat(folder.resolve("ann/config.yaml")).content().contains("backend: cpu");
    assertThat(fakes.trainings.get(0).provenance().config()).contains("backend: cpu");
  }

  @Test
  void resumeGoesOnWithTheBackendOfTheRun() {
    quickstart("--backend", "reference");
    int trainings = fakes.trainings.size();

    Invocation resumed = quickstart("--resume");
    Invocation other = quickstart("--resume", "--backend", "cpu");

    assertThat(resumed.err()).contains("Backend reference (asked for)");
    assertThat(resumed.code()).isZero();
    assertThat(fakes.trainings).hasSize(trainings);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("backend = reference, not cpu");
  }

  @Test
  void resumeRefusesAStageThatStartedFromAnotherCheckpoint() {
    quickstart();
    Invocation retrained =
        Invocation.of(
            fakes, "train-ann", "--out", folder, "--overwrite", "--seed", 5, "--epochs", 1);
    assertThat(retrained.code()).isZero();

    Invocation converted = Invocation.of(fakes, "convert", "--out", folder, "--resume");

    assertThat(converted.code()).isEqualTo(2);
  }

  @Test
  void overwriteStartsAgain() {
    quickstart();

    Invocation again = quickstart("--overwrite");

    assertThat(again.code()).isZero();
    assertThat(fakes.trainings).hasSize(4);
    assertThat(fakes.conversions).hasSize(2);
  }

  @Test
  void theConfigurationAsRunCanBeRunAgain(@TempDir Path other) {
    quickstart();

    Invocation again =
        Invocation.of(fakes, "run", folder.resolve("snn/config.yaml"), "--out", other);

    assertThat(again.code()).isZero();
    assertThat(fakes.trainings.get(2).recipe()).isEqualTo(fakes.trainings.get(0).recipe());
    assertThat(fakes.trainings.get(3).provenance().config())
        .isEqualTo(fakes.trainings.get(1).provenance().config());
  }

  @Test
  void theStagesCanBeRunOneByOne() {
    assertThat(Invocation.of(fakes, "train-ann", "--out", folder, "--epochs", 2).code()).isZero();
    assertThat(Invocation.of(fakes, "convert", "--out", folder, "--T", 3).code()).isZero();
    Invocation snn = Invocation.of(fakes, "train-snn", "--out", folder, "--T", 3, "--epochs", 2);
    assertThat(snn.code()).isZero();
    assertThat(snn.out()).contains("Validation accuracy", "Best epoch 2 of 2");
    Invocation evaluated = Invocation.of(fakes, "evaluate", folder.resolve("snn/best.safetensors"));

    assertThat(evaluated.code()).isZero();
    assertThat(fakes.evaluations.get(0).timeSteps()).isEqualTo(3);
  }

  @Test
  void aStageThatWouldValidateOnTrainingImagesSaysWhatToPass() {
    assertThat(
            Invocation.of(fakes, "train-ann", "--out", folder, "--seed", 7, "--validation", 0.2)
                .code())
        .isZero();

    Invocation refused = Invocation.of(fakes, "convert", "--out", folder);

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("trained with seed 7 and 0.2", "pass --seed 7 --with ann.validation=0.2");
    assertThat(fakes.conversions).isEmpty();
    assertThat(
            Invocation.of(
                    fakes, "convert", "--out", folder, "--seed", 7, "--with", "ann.validation=0.2")
                .code())
        .isZero();
    Invocation snn = Invocation.of(fakes, "train-snn", "--out", folder, "--seed", 7);
    assertThat(snn.code()).isEqualTo(2);
    assertThat(snn.err()).contains("pass --seed 7 --with snn.validation=0.2");
    assertThat(
            Invocation.of(fakes, "train-snn", "--out", folder, "--seed", 7, "--validation", 0.2)
                .code())
        .isZero();
  }

  @Test
  void aRunWithTwoValidationSharesIsRefusedBeforeItsFirstStage() {
    Invocation run = quickstart("--with", "snn.validation=0.3");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("ann.validation = 0.1 and snn.validation = 0.3");
    assertThat(fakes.trainings).isEmpty();
  }

  @Test
  void aConvertedCheckpointTellsItsOriginAndKeepsTheHistory() {
    quickstart();

    Checkpoint converted =
        new SafetensorsRunStore().load(folder.resolve("converted/best.safetensors"));

    assertThat(converted.provenance().origin()).contains("ann", "initialised");
    assertThat(converted.provenance().validation()).isEqualTo(0.1);
    assertThat(converted.training().orElseThrow().history()).hasSize(3);
  }

  @Test
  void anUnwritableFolderIsOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    Invocation run = Invocation.of(fakes, "train-ann", "--out", file.resolve("run"));

    assertThat(run.code()).isEqualTo(74);
    assertThat(run.err().lines().filter(line -> line.startsWith("dietsnn: "))).hasSize(1);
  }
}
