package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A user whose input cannot be reads one sentence and finds everything as it was. With the real
 * adapters; flags and settings that cannot be are tested with the command line itself.
 */
class BadInputTest {
  @TempDir static Path folder;

  /** A finished run, with which every test tries something impossible. */
  private static Path run;

  private static Path ann;
  private static Path snn;
  private static Path cifarFile;
  private static Path cifar;
  private static Map<String, String> before;

  @BeforeAll
  static void givenADigitsRunAndCifarFiles() throws IOException {
    run = folder.resolve("run");
    Path config = TinyRun.config(folder);
    Program.call("run", config, "--out", run, "--with", "ann.epochs=1", "--with", "snn.epochs=1")
        .succeeded();
    ann = run.resolve("ann/best.safetensors");
    snn = run.resolve("snn/best.safetensors");
    before = TinyRun.files(run);
    cifarFile = Files.write(folder.resolve("cifar.bin"), CifarFiles.valid());
    cifar = CifarFiles.folder(folder.resolve("cifar"), cifarFile);
  }

  private static void nothingIsLost() {
    assertThat(TinyRun.files(run).keySet()).isEqualTo(before.keySet());
    before.forEach(
        (name, content) ->
            assertThat(TinyRun.files(run).get(name).equals(content)).as(name).isTrue());
  }

  private static void nothingIsCreated(Path out) {
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, is truncated: expected 30730000 bytes",
    "1, is too long: expected 30730000 bytes"
  })
  void aBatchFileOfAnotherSize(int more, String sentence) throws IOException {
    Path data = CifarFiles.folder(folder.resolve("size" + more), cifarFile);
    Path batch = data.resolve("data_batch_3.bin");
    Files.delete(batch);
    byte[] valid = Files.readAllBytes(cifarFile);
    Files.write(batch, Arrays.copyOf(valid, valid.length + more));
    Path out = folder.resolve("out");

    Program.call("train-ann", "--data", data, "--out", out)
        .failed(65, batch.toString(), sentence, "found " + (valid.length + more));

    nothingIsCreated(out);
  }

  @Test
  void aLabelOutOfRange() throws IOException {
    Path data = CifarFiles.folder(folder.resolve("label"), cifarFile);
    Path batch = data.resolve("data_batch_1.bin");
    Files.delete(batch);
    byte[] content = Files.readAllBytes(cifarFile);
    content[7 * CifarFiles.RECORD] = 10;
    Files.write(batch, content);
    Path out = folder.resolve("out");

    Program.call("train-ann", "--data", data, "--out", out)
        .failed(65, batch.toString(), "record 8 of 10000: label 10, allowed are 0 to 9");

    nothingIsCreated(out);
  }

  @Test
  void aCheckpointOfAnotherArchitecture() {
    Program.call("evaluate", snn, "--data", cifar)
        .failed(2, snn.toString(), "images of 1x8x8", "cifar10 has 3x32x32");
    Program.call("train-snn", "--from", snn, "--data", cifar, "--out", run, "--overwrite")
        .failed(2, "images of 1x8x8", "cifar10 has 3x32x32");
    Program.call("convert", "--from", ann, "--data", cifar, "--out", run, "--overwrite")
        .failed(2, "images of 1x8x8", "cifar10 has 3x32x32");
    nothingIsLost();
  }

  @Test
  void anAnnWhereAnSnnIsNeededAndTheOtherWayRound() {
    Program.call("train-snn", "--from", ann, "--out", run, "--overwrite")
        .failed(2, ann.toString(), "holds an ANN", "convert");
    Program.call("convert", "--from", snn, "--out", run, "--overwrite")
        .failed(2, "starts from an ANN");
    Program.call("evaluate", ann, "--T", 5).failed(2, "an ANN takes T = 1, found T = 5");
    nothingIsLost();
  }

  @Test
  void aResumedRunOfAnotherNet() throws IOException {
    Program.call(
            "run",
            TinyRun.config(folder),
            "--out",
            run,
            "--resume",
            "--net",
            "8 A",
            "--with",
            "ann.epochs=1")
        .failed(2, "net.layers = 4 A 8 A, not 8 A");
    nothingIsLost();
  }

  @Test
  void aDamagedCheckpoint() throws IOException {
    Path damaged = Forgery.flipped(snn, folder.resolve("damaged.safetensors"));
    for (List<Object> command : users(damaged)) {
      Program.call(command.toArray()).failed(65, damaged.toString(), "is corrupt", "SHA-256");
    }
    nothingIsLost();
  }

  @Test
  void aCheckpointOfAnotherProgram() throws IOException {
    Path foreign = Forgery.foreign(folder.resolve("foreign.safetensors"));
    for (List<Object> command : users(foreign)) {
      Program.call(command.toArray())
          .failed(65, foreign.toString(), "not a dietsnn checkpoint", "dietsnn saved");
    }
    nothingIsLost();
  }

  @Test
  void aCheckpointThatHoldsANan() throws IOException {
    Path nan = Forgery.withNan(snn, folder.resolve("nan.safetensors"));
    for (List<Object> command : users(nan)) {
      Program.call(command.toArray()).failed(65, nan.toString(), "must be finite, found NaN");
    }
    nothingIsLost();
  }

  private static Set<List<Object>> users(Path checkpoint) {
    return Set.of(
        List.of("evaluate", checkpoint),
        List.of("energy", checkpoint),
        List.of("bench", "--checkpoint", checkpoint),
        List.of("convert", "--from", checkpoint, "--out", run, "--overwrite"),
        List.of("train-snn", "--from", checkpoint, "--out", run, "--overwrite"));
  }

  @Test
  void aRunWhoseLastCheckpointIsDamagedIsNotResumed() throws IOException {
    Path out = folder.resolve("damagedRun");
    Object[] command = {"train-ann", "--net", "2 A", "--epochs", 2, "--out", out, "--resume"};
    Program.call(FailingStore.afterCheckpoints(2), command).failed(74, "the disk is full");
    Path last = out.resolve("ann/last.safetensors");
    Forgery.flipped(last, last);
    Map<String, String> damaged = TinyRun.files(out);

    Program.call(command).failed(65, last.toString(), "is corrupt");

    assertThat(TinyRun.files(out)).isEqualTo(damaged);
  }

  @Test
  void aFullDiskWhileSaving() {
    Path out = folder.resolve("full");

    Program.call(FailingStore.afterCheckpoints(0), "train-ann", "--net", "2 A", "--out", out)
        .failed(74, "the disk is full");

    assertThat(out.resolve("ann/best.safetensors")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann:/  epoch: 3 | line 2: unknown key ann.epoch; the nearest known key is ann.epochs",
        "ann:/  epochs: many | line 2: ann.epochs: expected a whole number, found \"many\"",
        "net:/  layers: 32 B | neither a channel count nor A",
        "net:/  layers: 4 A 4 A 4 A 4 A 4 A | cannot pool 1 x 1 neurons",
        "neuron:/  time-steps: 0 | line 2: neuron.time-steps: expected a whole number >= 1, found"
            + " 0",
      })
  void aConfigurationFileThatCannotBe(String lines, String sentence) throws IOException {
    Path config = Files.writeString(folder.resolve("bad.yaml"), lines.replace('/', '\n') + "\n");
    Path out = folder.resolve("out");

    Program.call("run", config, "--out", out).failed(2, sentence);

    nothingIsCreated(out);
  }
}
