package org.dietsnn.data.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsRunStoreTest {
  private final SafetensorsRunStore store = new SafetensorsRunStore();

  @TempDir Path folder;

  @Test
  void givenACheckpointWhenSavedTwiceThenFilesAreEqualByteForByte() throws IOException {
    store.save(folder.resolve("a"), Checkpoints.training());
    store.save(folder.resolve("b"), Checkpoints.training());
    assertThat(Files.readAllBytes(folder.resolve("a")))
        .isEqualTo(Files.readAllBytes(folder.resolve("b")));
  }

  @Test
  void givenASavedFileWhenReadAsTheSpecificationSaysThenDataAreAlignedAndModelIsReadable()
      throws IOException {
    store.save(folder.resolve("a"), Checkpoints.training());
    byte[] bytes = Files.readAllBytes(folder.resolve("a"));
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(length % 8).isZero();
    String header = new String(bytes, 8, (int) length, US_ASCII);
    assertThat(header)
        .startsWith("{\"__metadata__\":{\"sha256\":\"")
        .contains("\"net\\\":\\\"2 A 3\\\",\\\"dense\\\":[4]")
        .contains(
            "\\\"hidden\\\":{\\\"kind\\\":\\\"lif\\\",\\\"reset\\\":\\\"soft\\\",\\\"surrogate\\\":{\\\"kind\\\":\\\"linear\\\",\\\"gamma\\\":0.3}}")
        .contains("\"optimiser/first/features.0.weight\":{\"dtype\":\"F32\",\"shape\":[2,1,3,3]");
  }

  @Test
  void givenAFileWhenAskedThenExists() throws IOException {
    assertThat(store.exists(folder.resolve("a"))).isFalse();
    assertThat(store.exists(folder)).isFalse();
    Files.createFile(folder.resolve("a"));
    assertThat(store.exists(folder.resolve("a"))).isTrue();
  }

  @Test
  void givenAHistoryWithoutOptimiserStateWhenSavedThenItIsLoadedAndTheFileHasNoOptimiserTensors()
      throws IOException {
    Checkpoint last = Checkpoints.training();
    Checkpoint best =
        new Checkpoint(
            last.model(),
            last.parameters(),
            last.provenance(),
            last.training().map(TrainingState::withoutOptimiserState));
    Path file = folder.resolve("best.safetensors");
    store.save(file, best);
    assertThat(store.load(file)).isEqualTo(best);
    assertThat(store.load(file).training().orElseThrow().history())
        .isEqualTo(Checkpoints.history());
    assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("optimiser/");
  }

  @Test
  void givenAFileWhenDeletedTwiceThenItIsGoneWithWhatAKilledRunLeftBesideIt() throws IOException {
    Path file = folder.resolve("last.safetensors");
    store.save(file, Checkpoints.training());
    Files.createFile(folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp"));
    store.delete(file);
    store.delete(file);
    store.delete(folder.resolve("nowhere").resolve("last.safetensors"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void givenAFolderWhenDeletedThenRefuses() {
    assertThatThrownBy(() -> store.delete(folder))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("expected a file, found a folder");
    assertThat(folder).isDirectory();
  }

  @Test
  void givenAFullDiskWhenSavedThenOldCheckpointCanStillBeLoaded() throws IOException {
    Checkpoint old =
        Checkpoints.of(Checkpoints.model(new Neuron.Relu(), 1), Precision.FLOAT32, 1, false);
    try (FileSystem disk =
        Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setBlockSize(256).setMaxSize(6144).build())) {
      Path file = disk.getPath("/last.safetensors");
      store.save(file, old);
      assertThatThrownBy(() -> store.save(file, Checkpoints.training()))
          .isInstanceOf(FailureException.class)
          .hasMessageMatching(
              "cannot write /last.safetensors: the disk is full: \\d+ bytes are needed, \\d+ are free in folder /; make room and run again")
          .satisfies(
              e -> assertThat(((FailureException) e).kind()).isEqualTo(FailureKind.INPUT_OUTPUT));
      assertThat(store.load(file)).isEqualTo(old);
      try (Stream<Path> files = Files.list(disk.getPath("/"))) {
        assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
      }
    }
  }

  @Test
  void givenAParameterThatIsNotFiniteWhenSavedThenOldCheckpointStays() {
    Path file = folder.resolve("last.safetensors");
    Checkpoint good = Checkpoints.training();
    store.save(file, good);
    Checkpoint bad =
        Checkpoints.with(
            good, "classifier.3.bias", Tensor.of(new int[] {2}, new float[] {0, Float.NaN}));
    assertThatThrownBy(() -> store.save(file, bad))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "checkpoint "
                + file
                + " was not written, the file is as it was before: parameter classifier.3.bias must be finite, found NaN at index 1");
    assertThat(store.load(file)).isEqualTo(good);
  }

  @Test
  void givenAHistoryWhenMetricsAreSavedThenEachEpochIsOneLine() {
    Path file = folder.resolve("metrics.jsonl");
    store.saveMetrics(file, Checkpoints.history().subList(0, 1));
    store.saveMetrics(file, Checkpoints.history());
    assertThat(file)
        .hasContent(
            """
            {"epoch":1,"learningRate":0.1,"trainLoss":2.5,"trainAccuracy":0.125,"validationLoss":"Infinity","validationAccuracy":0.1,"spikeRates":[0.1,-0.0],"seconds":3.0}
            {"epoch":2,"learningRate":1.0E-300,"trainLoss":"NaN","trainAccuracy":0.3333333333333333,"validationLoss":4.9E-324,"validationAccuracy":0.5,"spikeRates":[],"seconds":1.7976931348623157E308}
            """);
  }
}
