package org.dietsnn.data.cifar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.domain.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDataSourceTest {
  private static final int TRAIN = 3;
  private static final int TEST = 2;
  private static final CifarFormat TEN = CifarFormat.CIFAR_10.withRecords(TRAIN, TEST);
  private static final CifarFormat HUNDRED = CifarFormat.CIFAR_100.withRecords(TRAIN, TEST);
  private static final String REMEDY_10 =
      "download cifar-10-binary.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html and unpack it";

  @TempDir Path folder;

  @Test
  void givenCifar10FilesWhenOpenedThenImagesAndLabelsAreAsWritten() throws IOException {
    write(TEN, folder);
    DataSet set = new CifarDataSource(TEN).open(Optional.of(folder));
    assertThat(set.name()).isEqualTo("cifar10");
    assertThat(set.shape()).isEqualTo(new Shape(3, 32, 32));
    assertThat(set.train().size()).isEqualTo(5 * TRAIN);
    assertThat(set.test().size()).isEqualTo(TEST);
    float[] image = new float[3072];
    for (int i = 0; i < 5 * TRAIN; i++) {
      set.train().read(i, image, 0);
      assertThat(set.train().label(i)).isEqualTo(last(TEN, i / TRAIN, i % TRAIN));
      for (int p = 0; p < image.length; p++) {
        assertThat(image[p]).isEqualTo((pixel(i / TRAIN, i % TRAIN, p) & 0xFF) / 255f);
      }
    }
    assertThat(set.test().label(1)).isEqualTo(last(TEN, 5, 1));
    assertThat(set.normalisation().means()).containsExactly(.4914, .4822, .4465);
    assertThat(set.normalisation().deviations()).containsExactly(.2023, .1994, .2010);
  }

  @Test
  void givenCifar100FilesWhenOpenedThenFineLabelsAreUsed() throws IOException {
    write(HUNDRED, folder);
    DataSet set = new CifarDataSource(HUNDRED).open(Optional.of(folder));
    assertThat(set.name()).isEqualTo("cifar100");
    assertThat(set.train().size()).isEqualTo(TRAIN);
    assertThat(set.train().label(2)).isEqualTo(last(HUNDRED, 0, 2));
    assertThat(set.classNames()).hasSize(100).startsWith("apple").endsWith("worm");
    assertThat(set.normalisation().means()).containsExactly(.5071, .4867, .4408);
    assertThat(set.normalisation().deviations()).containsExactly(.2675, .2565, .2761);
  }

  @Test
  void givenTheParentFolderWhenOpenedThenTheArchivesFolderIsFound() throws IOException {
    write(TEN, Files.createDirectory(folder.resolve("cifar-10-batches-bin")));
    CifarDataSource source = new CifarDataSource(TEN);
    assertThat(source.recognises(Optional.of(folder))).isTrue();
    assertThat(source.open(Optional.of(folder)).test().size()).isEqualTo(TEST);
    assertThat(new CifarDataSource(HUNDRED).recognises(Optional.of(folder))).isFalse();
    assertThat(source.recognises(Optional.empty())).isFalse();
  }

  @Test
  void givenAFileOfClassNamesWhenOpenedThenTheyAreTaken() throws IOException {
    write(TEN, folder);
    Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
    assertThat(new CifarDataSource(TEN).open(Optional.of(folder)).classNames())
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
  }

  @Test
  void givenTooFewClassNamesWhenOpenedThenSaysHowMany() throws IOException {
    write(TEN, folder);
    Path names = folder.resolve("batches.meta.txt");
    Files.writeString(names, "a\nb\n", UTF_8);
    refused(TEN, FailureKind.BAD_DATA)
        .hasMessage(names + ": expected 10 class names, one per line, found 2; " + REMEDY_10);
  }

  @Test
  void givenTheSameFilesWhenHashedThenFingerprintsAreEqual() throws IOException {
    write(TEN, folder);
    CifarDataSource source = new CifarDataSource(TEN);
    DataSet first = source.open(Optional.of(folder));
    DataSet second = source.open(Optional.of(folder));
    assertThat(first.train().fingerprint())
        .hasSize(64)
        .isEqualTo(second.train().fingerprint())
        .isNotEqualTo(first.test().fingerprint());
  }

  @Test
  void givenNoFolderWhenOpenedThenSaysWhichOneIsNeeded() {
    assertThatThrownBy(() -> CifarDataSource.cifar10().open(Optional.empty()))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(
            "cifar10 is not bundled: name the folder that holds data_batch_1.bin")
        .extracting(e -> ((FailureException) e).kind())
        .isEqualTo(FailureKind.USAGE);
  }

  @Test
  void givenAnEmptyFolderWhenOpenedThenSaysWhatWasLookedFor() {
    refused(TEN, FailureKind.MISSING_INPUT)
        .hasMessage(
            "cifar10: expected a folder that holds data_batch_1.bin, data_batch_2.bin, "
                + "data_batch_3.bin, data_batch_4.bin, data_batch_5.bin, test_batch.bin, "
                + "or its parent; folder "
                + folder
                + " holds none of them; "
                + REMEDY_10);
  }

  @Test
  void givenAFolderThatDoesNotExistWhenOpenedThenSaysSo() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> CifarDataSource.cifar100().open(Optional.of(nowhere)))
        .hasMessageContaining("folder " + nowhere + " does not exist")
        .asInstanceOf(type(FailureException.class))
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.MISSING_INPUT);
  }

  @Test
  void givenAFileInPlaceOfAFolderWhenOpenedThenSaysSo() throws IOException {
    Path file = Files.createFile(folder.resolve("cifar-10-binary.tar.gz"));
    assertThatThrownBy(() -> CifarDataSource.cifar10().open(Optional.of(file)))
        .hasMessageContaining(file + " is a file, not a folder");
  }

  @Test
  void givenOneFileMissingWhenOpenedThenNamesIt() throws IOException {
    write(TEN, folder);
    Files.delete(folder.resolve("data_batch_4.bin"));
    refused(TEN, FailureKind.MISSING_INPUT)
        .hasMessageStartingWith("cifar10: no file data_batch_4.bin in folder " + folder);
  }

  @Test
  void givenATruncatedFileWhenOpenedThenSaysBothSizes() throws IOException {
    write(TEN, folder);
    Path file = folder.resolve("data_batch_2.bin");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 2 * 3073 + 5));
    refused(TEN, FailureKind.BAD_DATA)
        .hasMessage(
            file
                + " is truncated: expected 9219 bytes (3 records of 3073), found 6151; "
                + REMEDY_10);
  }

  @Test
  void givenOneRecordTooManyWhenOpenedThenSaysBothSizes() throws IOException {
    write(HUNDRED, folder);
    Path file = folder.resolve("test.bin");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 3 * 3074));
    refused(HUNDRED, FailureKind.BAD_DATA)
        .hasMessageStartingWith(
            file + " is too long: expected 6148 bytes (2 records of 3074), found 9222; ");
  }

  @Test
  void givenALabelOutOfRangeWhenOpenedThenSaysWhere() throws IOException {
    write(TEN, folder);
    Path file = folder.resolve("data_batch_5.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[3073] = (byte) 200;
    Files.write(file, bytes);
    refused(TEN, FailureKind.BAD_DATA)
        .hasMessageStartingWith(file + ", record 2 of 3: label 200, allowed are 0 to 9; ");
  }

  @Test
  void givenACoarseLabelOutOfRangeWhenOpenedThenSaysWhere() throws IOException {
    write(HUNDRED, folder);
    Path file = folder.resolve("test.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] = 20;
    Files.write(file, bytes);
    refused(HUNDRED, FailureKind.BAD_DATA)
        .hasMessageStartingWith(file + ", record 1 of 2: coarse label 20, allowed are 0 to 19; ");
  }

  @Test
  void givenTheOfficialSetsWhenDescribedThenSizesAreThePublishedOnes() {
    assertThat((long) CifarFormat.CIFAR_10.recordBytes() * CifarFormat.CIFAR_10.trainRecords())
        .isEqualTo(30_730_000);
    assertThat((long) CifarFormat.CIFAR_100.recordBytes() * CifarFormat.CIFAR_100.trainRecords())
        .isEqualTo(153_700_000);
    assertThat((long) CifarFormat.CIFAR_100.recordBytes() * CifarFormat.CIFAR_100.testRecords())
        .isEqualTo(30_740_000);
    assertThat(CifarFormat.CIFAR_10.classNames()).hasSize(10).doesNotHaveDuplicates();
    assertThat(CifarFormat.CIFAR_100.classNames()).hasSize(100).isSorted().doesNotHaveDuplicates();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(
      CifarFormat format, FailureKind kind) {
    return assertThatThrownBy(() -> new CifarDataSource(format).open(Optional.of(folder)))
        .isInstanceOf(FailureException.class)
        .satisfies(e -> assertThat(((FailureException) e).kind()).isEqualTo(kind));
  }

  private static void write(CifarFormat format, Path into) throws IOException {
    for (int f = 0; f < format.files().size(); f++) {
      boolean test = f == format.files().size() - 1;
      int records = test ? format.testRecords() : format.trainRecords();
      byte[] bytes = new byte[records * format.recordBytes()];
      int at = 0;
      for (int r = 0; r < records; r++) {
        if (format.labels().size() == 2) {
          bytes[at++] = (byte) ((f + r) % 20);
        }
        bytes[at++] = (byte) last(format, f, r);
        for (int p = 0; p < 3072; p++) {
          bytes[at++] = pixel(f, r, p);
        }
      }
      Files.write(into.resolve(format.files().get(f)), bytes);
    }
  }

  private static int last(CifarFormat format, int file, int record) {
    return (7 * file + 3 * record + 5) % format.classNames().size();
  }

  private static byte pixel(int file, int record, int p) {
    return (byte) (31 * file + 17 * record + p);
  }
}
