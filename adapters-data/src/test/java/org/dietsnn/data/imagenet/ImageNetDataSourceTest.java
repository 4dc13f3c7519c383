package org.dietsnn.data.imagenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.InflaterInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.folder.ImageFolderDataSource;
import org.dietsnn.data.folder.PhotographFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder in the forms of ImageNet with three classes of its own class index. */
class ImageNetDataSourceTest {
  /** Tench, kit fox, power drill; the development kit calls them 2, 1 and 3. */
  private static final String CLASSES =
      """
      {"0": ["n01440764", "tench"], "1": ["n02119789", "kit_fox"], "2": ["n03995372", "power_drill"]}
      """;

  private final ImageNetDataSource source = new ImageNetDataSource();
  @TempDir private Path folder;

  private Path given(String... files) throws IOException {
    Path root = folder.resolve("imagenet");
    Files.createDirectories(root);
    Files.writeString(root.resolve("imagenet_class_index.json"), CLASSES);
    for (String file : files) {
      PhotographFiles.write(root.resolve(file), 6, 6, 0);
    }
    return root;
  }

  private Path givenFlatValidation() throws IOException {
    return given(
        "val/ILSVRC2012_val_00000001.JPEG",
        "val/ILSVRC2012_val_00000002.JPEG",
        "val/ILSVRC2012_val_00000003.JPEG");
  }

  private DataSet open(Path root) {
    return open(root, Optional.empty());
  }

  private DataSet open(Path root, Optional<Path> labels) {
    return source.open(
        Optional.of(root),
        PhotographFiles.options(folder, false, labels),
        ProgressListener.silent());
  }

  private static int[] labels(ImageSet set) {
    return IntStream.range(0, set.size()).map(set::label).toArray();
  }

  private static void refused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call).isInstanceOf(FailureException.class).message().contains(words);
  }

  @Test
  void theBundledIndexHasTheThousandClassesInTheOrderOfTheirSynsets() {
    ImageNetClasses classes = ImageNetClasses.of(List.of(folder));

    assertThat(classes.synsets()).hasSize(1000).isSorted().startsWith("n01440764");
    assertThat(classes.names().get(999)).isEqualTo("toilet_tissue");
  }

  @Test
  void trainingImagesAndValidationImagesMayLieInSynsetFolders() throws IOException {
    Path root =
        given(
            "train/n03995372/n03995372_1.JPEG",
            "train/n02119789/n02119789_7.JPEG",
            "train/n01440764/n01440764_3.JPEG",
            "val/n03995372/ILSVRC2012_val_00000001.JPEG");

    DataSet data = open(root);

    assertThat(data.classNames()).containsExactly("tench", "kit_fox", "power_drill");
    assertThat(labels(data.train())).containsExactly(0, 1, 2);
    assertThat(labels(data.test())).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOC_val_solution.csv | ImageId,PredictionString;ILSVRC2012_val_00000003,n01440764 1 2 3 4;ILSVRC2012_val_00000001,n03995372 9 9 9 9 n03995372 1 1 1 1;ILSVRC2012_val_00000002,n02119789 0 0 5 5
          val.txt | ILSVRC2012_val_00000001.JPEG 2;ILSVRC2012_val_00000002.JPEG 1;ILSVRC2012_val_00000003.JPEG 0
          val/val_annotations.txt | ILSVRC2012_val_00000001.JPEG n03995372 0 0 1 1;ILSVRC2012_val_00000002.JPEG n02119789 0 0 1 1;ILSVRC2012_val_00000003.JPEG n01440764 0 0 1 1
          synset_labels.txt | n03995372;n02119789;n01440764
          """)
  void validationImagesSideBySideGetTheirClassesFromTheUsualLists(String name, String lines)
      throws IOException {
    Path root = givenFlatValidation();
    Files.writeString(root.resolve(name), lines.replace(';', '\n'));

    assertThat(source.recognises(Optional.of(root))).isTrue();
    assertThat(new ImageFolderDataSource().recognises(Optional.of(root))).isFalse();
    assertThat(labels(open(root).test())).containsExactly(2, 1, 0);
    assertThat(open(root).train().size()).isZero();
  }

  @Test
  void aListMayBeNamed() throws IOException {
    Path root = givenFlatValidation();
    Path list = Files.writeString(folder.resolve("mine.txt"), "2\n0\n1\n");

    assertThat(labels(open(root, Optional.of(list)).test())).containsExactly(2, 0, 1);
  }

  @Test
  void theDevelopmentKitNumbersClassesInItsOwnOrderAndSaysWhichInMetaMat() throws IOException {
    Path root = givenFlatValidation();
    Path kit = Files.createDirectories(root.resolve("ILSVRC2012_devkit_t12/data"));
    Files.writeString(kit.resolve("ILSVRC2012_validation_ground_truth.txt"), "3\n1\n2\n");
    refused(() -> open(root), "an order of its own", "meta.mat", "map_clsloc.txt");

    // Written by SciPy 1.17.1 with the fields of the kit's file.
    try (InputStream in = getClass().getResourceAsStream("meta.mat")) {
      Files.copy(in, kit.resolve("meta.mat"));
    }
    assertThat(labels(open(root).test())).containsExactly(2, 1, 0);

    Files.delete(kit.resolve("meta.mat"));
    Files.writeString(
        kit.resolve("map_clsloc.txt"), "n02119789 1 kit_fox\nn01440764 2 t\nn03995372 3 d\n");
    assertThat(labels(open(root).test())).containsExactly(2, 1, 0);

    Files.writeString(kit.resolve("ILSVRC2012_validation_ground_truth.txt"), "3\n1\n4\n");
    refused(() -> open(root), "entry 3", "found \"4\"");
  }

  @Test
  void aKitFileThatIsNoMatlabFileIsRefused() throws IOException {
    Path root = givenFlatValidation();
    Files.writeString(root.resolve("ILSVRC2012_validation_ground_truth.txt"), "3\n1\n2\n");
    Files.writeString(root.resolve("meta.mat"), "not one");

    refused(() -> open(root), "meta.mat cannot be read", "development kit");
  }

  @Test
  void aKitFileThatAnnouncesMoreThanItHoldsIsRefusedBeforeMemoryIsTakenForIt() throws IOException {
    Path root = givenFlatValidation();
    Files.writeString(root.resolve("ILSVRC2012_validation_ground_truth.txt"), "3\n1\n2\n");
    byte[] kit;
    try (InputStream in = getClass().getResourceAsStream("meta.mat")) {
      kit = in.readAllBytes();
    }
    // Behind the header and the tag of a compressed element; in it the tag of the array, its flags
    // and the tag of its dimensions.
    InputStream packed = new ByteArrayInputStream(kit, 128 + 8, kit.length - 128 - 8);
    byte[] array = new InflaterInputStream(packed).readAllBytes();
    int dimensions = 8 + 16 + 8;
    ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN).putInt(dimensions, Integer.MAX_VALUE);
    byte[] forged = ByteBuffer.allocate(128 + array.length).put(kit, 0, 128).put(array).array();
    Files.write(root.resolve("meta.mat"), forged);

    refused(() -> open(root), "meta.mat cannot be read", "larger than the file");
  }

  @Test
  void listsThatDoNotFitAreRefused() throws IOException {
    Path root = givenFlatValidation();
    refused(() -> open(root), "holds 3 images, and which class each has is not known", "val.txt");
    for (Map.Entry<String, String> list :
        Map.of(
                "0\n1\n", "has 2 lines, one for each image",
                "0\n1\n3\n",
                    "entry 3: expected a synset of the set or a number from 0 to 2, found \"3\"",
                "0\n1\nn09999999\n", "found \"n09999999\"",
                "ILSVRC2012_val_00000001.JPEG 1\n", "no class for ILSVRC2012_val_00000002.JPEG",
                "ILSVRC2012_val_00000001.JPEG 1\nILSVRC2012_val_00000001.JPEG 2\n",
                    "entry 2: expected one class for each image",
                "0\n1\n\u001b[2J\n", "found \"?[2J\"")
            .entrySet()) {
      Files.writeString(root.resolve("val.txt"), list.getKey());
      refused(() -> open(root), list.getValue());
    }
  }

  @Test
  void synsetFoldersThatAreMissingOrUnknownAreNamed() throws IOException {
    Path root = given("train/n03995372/1.JPEG", "train/n02119789/7.JPEG", "train/n00000001/3.JPEG");

    refused(
        () -> open(root),
        "expected 3 synset folders",
        "1 missing (n01440764)",
        "1 no synset of it (n00000001)");
  }

  @Test
  void aClassIndexInAnotherOrderIsRefused() throws IOException {
    Path root = given("train/n03995372/1.JPEG");
    Files.writeString(
        root.resolve("imagenet_class_index.json"),
        "{\"0\": [\"n02119789\", \"kit_fox\"], \"1\": [\"n01440764\", \"tench\"]}");

    refused(() -> open(root), "has synset n01440764 for class 1 after n02119789");
  }

  @Test
  void aClassIndexWithoutSynsetsIsRefused() throws IOException {
    Path root = given("train/n03995372/1.JPEG");
    Files.writeString(root.resolve("imagenet_class_index.json"), "{\"0\": [\"tench\", \"tench\"]}");

    refused(() -> open(root), "has no entry [synset, name] for class 0");
  }

  @Test
  void aFolderThatHasNeitherPartIsRefused() throws IOException {
    Path root = given();

    refused(() -> open(root), "expected folders train and val", "imagenet_class_index.json");
  }

  @Test
  void aThousandSynsetFoldersAreImageNetAndFewerAreAnyFolder() throws IOException {
    Path root = folder.resolve("imagenet");
    PhotographFiles.write(root.resolve("train/n00000000/1.JPEG"), 6, 6, 0);
    assertThat(source.recognises(Optional.of(root))).isFalse();
    assertThat(new ImageFolderDataSource().recognises(Optional.of(root))).isTrue();

    for (int i = 1; i < 999; i++) {
      Files.createDirectories(root.resolve("train/n%08d".formatted(i)));
    }

    assertThat(source.recognises(Optional.of(root))).isTrue();
    assertThat(new ImageFolderDataSource().recognises(Optional.of(root))).isFalse();
    refused(() -> open(root), "expected 1000 synset folders", "found 999");
  }
}
