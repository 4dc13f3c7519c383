package org.dietsnn.data.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedNirTest {
  private static final int MUTANTS = 60;

  private final NirFormat format = new NirFormat();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"exported", "convolutional"})
  void whateverIsDoneToTheBytesTheAnswerIsANetworkOrOneSentence(String name) throws IOException {
    byte[] sound = Files.readAllBytes(file(name));
    SplittableRandom random = new SplittableRandom(11);
    Path mutant = folder.resolve("mutant.nir");
    for (int i = 0; i < MUTANTS; i++) {
      Files.write(mutant, mutated(sound, random));
      try {
        format.read(mutant, "");
      } catch (FailureException e) {
        assertThat(e.getMessage()).startsWith(mutant.toString());
        assertThat(e.kind()).isIn(FailureKind.BAD_DATA, FailureKind.UNAVAILABLE);
      }
    }
  }

  @Test
  void anHdf5FileOfAnotherKindIsToldApart() {
    Path file = draft(hdf -> hdf.putDataset("model_weights", new float[] {1}));

    assertDamaged(file, "it is an HDF5 file without a group node");
  }

  @Test
  void aFieldThatNirDoesNotDefineIsAnError() {
    Path file =
        draft(
            hdf -> {
              WritableGroup node = node(hdf, "Output");
              node.putDataset("shape", new long[] {2});
              node.putDataset("colour", "red");
            });

    assertDamaged(
        file,
        "/node/nodes/one has a field colour, which NIR does not define for Output (metadata, shape,"
            + " type)");
  }

  @Test
  void aTypeThatNirDoesNotHaveIsAnError() {
    Path file =
        draft(
            hdf -> {
              WritableGroup node = node(hdf, "Magic");
              node.putDataset("shape", new long[] {2});
            });

    assertDamaged(file, "its node one is of type Magic, which NIR has not");
  }

  @Test
  void aSizeThatTheFileCannotHoldIsNotBelieved() {
    Path file =
        draft(
            hdf -> {
              WritableGroup node = node(hdf, "Linear");
              // Zeros shrink to a thousandth.
              node.putDataset(
                  "weight",
                  new float[4200][4200],
                  DatasetCreationOptions.builder().deflate(9).build());
            });

    assertDamaged(
        file, "/node/nodes/one/weight claims 70560000 bytes in chunks of 70560000 in a file of ");
  }

  @Test
  void aFileThatOnlyBeginsLikeHdf5IsDamaged() throws IOException {
    Path file = folder.resolve("begin.nir");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file("exported")), 40));

    assertThat(format.recognises(file)).isTrue();
    assertDamaged(file, "its HDF5 structure cannot be read (");
  }

  @Test
  void otherFilesAreNotRecognised() throws IOException {
    Path file = Files.writeString(folder.resolve("text.nir"), "no HDF5", StandardCharsets.UTF_8);

    assertThat(format.recognises(file)).isFalse();
  }

  private Path file(String name) {
    if (!name.equals("exported")) {
      return Recorded.file(name, folder);
    }
    Path file = folder.resolve("exported.nir");
    new NirExport()
        .write(
            file, SpikingNetworks.of(SpikingNetworks.vgg(true), Reset.SOFT, Precision.FLOAT32, 1));
    return file;
  }

  /** Cut short, some bytes changed, or a piece copied elsewhere. */
  private static byte[] mutated(byte[] sound, SplittableRandom random) {
    int kind = random.nextInt(8);
    if (kind == 0) {
      return Arrays.copyOf(sound, random.nextInt(sound.length));
    }
    byte[] bytes = sound.clone();
    if (kind == 1) {
      int length = random.nextInt(1, 64);
      int from = random.nextInt(bytes.length - length);
      int to = random.nextInt(bytes.length - length);
      System.arraycopy(sound, from, bytes, to, length);
      return bytes;
    }
    for (int i = random.nextInt(1, 20); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private void assertDamaged(Path file, String what) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.read(file, ""))
        .withMessageStartingWith(file + " is damaged or no NIR file: " + what)
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.BAD_DATA);
  }

  private Path draft(Consumer<WritableHdfFile> content) {
    Path file = folder.resolve("draft.nir");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      content.accept(hdf);
    }
    return file;
  }

  private static WritableGroup node(WritableHdfFile hdf, String type) {
    hdf.putDataset("version", "1.0.7");
    WritableGroup graph = hdf.putGroup("node");
    graph.putDataset("type", "NIRGraph");
    graph.putDataset("edges", new String[][] {{"one", "one"}});
    WritableGroup node = graph.putGroup("nodes").putGroup("one");
    node.putDataset("type", type);
    return node;
  }
}
