package org.dietsnn.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedModelTest {
  private static final int MUTANTS = 300;

  private final Dl4jFormat format = new Dl4jFormat();
  private RecordedModel model;
  private String configuration;
  private byte[] coefficients;

  @TempDir Path folder;

  @BeforeEach
  void givenASoundModel() throws IOException {
    model = new RecordedModel("dense", folder);
    try (ZipFile zip = new ZipFile(model.file().toFile())) {
      configuration =
          new String(entry(zip, "configuration.json"), StandardCharsets.UTF_8);
      coefficients = entry(zip, "coefficients.bin");
    }
  }

  @Test
  void whateverIsDoneToTheContentTheAnswerIsANetworkOrOneSentence() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] text = configuration.getBytes(StandardCharsets.UTF_8);
      byte[] numbers = coefficients.clone();
      byte[] changed = random.nextBoolean() ? text : numbers;
      for (int times = random.nextInt(1, 4); times > 0; times--) {
        int at = random.nextInt(changed == numbers ? 120 : changed.length);
        changed[at] = (byte) (changed == numbers ? random.nextInt(256) : '0' + random.nextInt(80));
      }
      requireSentence(zipped(new String(text, StandardCharsets.UTF_8), numbers));
    }
  }

  @Test
  void whateverIsDoneToTheArchiveTheAnswerIsANetworkOrOneSentence() throws IOException {
    byte[] sound = Files.readAllBytes(model.file());
    SplittableRandom random = new SplittableRandom(4);
    Path mutant = folder.resolve("mutant.zip");
    for (int i = 0; i < MUTANTS; i++) {
      byte[] bytes = sound.clone();
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(sound, random.nextInt(sound.length));
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(mutant, bytes);
      requireSentence(mutant);
    }
  }

  @Test
  void aNumberOfParametersThatTheFileCannotHoldIsNotBelieved() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF("MIXED_DATA_TYPES");
      out.writeLong(3);
      out.writeUTF("LONG");
      out.writeLong(2);
      out.writeLong(1);
      out.writeLong(2_000_000_000);
      out.writeUTF("MIXED_DATA_TYPES");
      out.writeLong(2_000_000_000);
      out.writeUTF("FLOAT");
    }

    assertDamaged(
        zipped(configuration, bytes.toByteArray()),
        "it claims 2000000000 parameters in a file of ");
  }

  @Test
  void parametersThatAreTooManyOrTooFewAreTold() throws IOException {
    assertDamaged(
        zipped(configuration.replace("\"nout\" : 3", "\"nout\" : 4"), coefficients),
        "layer layer6 needs 4 parameters, and 0 are left");
    assertDamaged(
        zipped(configuration, Arrays.copyOf(coefficients, coefficients.length - 2)),
        "its parameters end early or are none");
  }

  @Test
  void aClassThatTheFileNamesIsOnlyAName() throws IOException {
    Path file =
        zipped(
            configuration.replace(
                "org.deeplearning4j.nn.conf.layers.BatchNormalization",
                "org.dietsnn.dl4j.DamagedModelTest$Trap"),
            coefficients);

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.read(file, ""))
        .withMessageContaining("its layer layer1 is a DamagedModelTest$Trap")
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.UNAVAILABLE);
  }

  /** Would give itself away if it were loaded. */
  static final class Trap {
    static {
      fail();
    }

    private static void fail() {
      throw new IllegalStateException("a class that a file named was loaded");
    }
  }

  private void requireSentence(Path file) {
    if (!format.recognises(file)) {
      return;
    }
    try {
      format.read(file, "");
    } catch (FailureException e) {
      assertThat(e.getMessage()).startsWith(file.toString());
      assertThat(e.kind())
          .isIn(FailureKind.BAD_DATA, FailureKind.UNAVAILABLE, FailureKind.USAGE);
    }
  }

  private void assertDamaged(Path file, String what) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.read(file, ""))
        .withMessageStartingWith(file + " is damaged or no DeepLearning4J model: " + what)
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.BAD_DATA);
  }

  private Path zipped(String text, byte[] numbers) throws IOException {
    Path file = folder.resolve("changed.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("coefficients.bin"));
      zip.write(numbers);
    }
    return file;
  }

  private static byte[] entry(ZipFile zip, String name) throws IOException {
    return zip.getInputStream(zip.getEntry(name)).readAllBytes();
  }
}
