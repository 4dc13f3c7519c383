package org.dietsnn.data.cifar;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.image.Normalisation;

/**
 * How one of the two sets is published.
 *
 * @param name the name by which users choose it
 * @param folder the folder in the published archive
 * @param archive the published archive
 * @param trainFiles files of training images, in order
 * @param trainRecords records in each of them
 * @param testFile file of test images
 * @param testRecords records in it
 * @param labels the label bytes of a record, the last of them is the class
 * @param classesFile file with one class name per line
 * @param classNames names in case that file is not there
 * @param normalisation the authors' constants
 */
record CifarFormat(
    String name,
    String folder,
    String archive,
    List<String> trainFiles,
    int trainRecords,
    String testFile,
    int testRecords,
    List<Label> labels,
    String classesFile,
    List<String> classNames,
    Normalisation normalisation) {

  /** Bytes of one image: red, green, blue, 32 rows of 32 each. */
  static final int IMAGE_BYTES = 3 * 32 * 32;

  static final CifarFormat CIFAR_10 =
      new CifarFormat(
          "cifar10",
          "cifar-10-batches-bin",
          "cifar-10-binary.tar.gz",
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin"),
          10_000,
          "test_batch.bin",
          10_000,
          List.of(new Label("label", 10)),
          "batches.meta.txt",
          words("airplane automobile bird cat deer dog frog horse ship truck"),
          new Normalisation(List.of(0.4914, 0.4822, 0.4465), List.of(0.2023, 0.1994, 0.2010)));

  static final CifarFormat CIFAR_100 =
      new CifarFormat(
          "cifar100",
          "cifar-100-binary",
          "cifar-100-binary.tar.gz",
          List.of("train.bin"),
          50_000,
          "test.bin",
          10_000,
          List.of(new Label("coarse label", 20), new Label("fine label", 100)),
          "fine_label_names.txt",
          words(
              """
              apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge
              bus butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud
              cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl
              hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man
              maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree
              pear pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road
              rocket rose sea seal shark shrew skunk skyscraper snail snake spider squirrel
              streetcar sunflower sweet_pepper table tank telephone television tiger tractor train
              trout tulip turtle wardrobe whale willow_tree wolf woman worm
              """),
          new Normalisation(List.of(0.5071, 0.4867, 0.4408), List.of(0.2675, 0.2565, 0.2761)));

  /** One label byte of a record: what it is called and how many values it has. */
  record Label(String name, int classes) {}

  /** The same layout with other numbers of records. */
  CifarFormat withRecords(int perTrainFile, int inTestFile) {
    return new CifarFormat(
        name,
        folder,
        archive,
        trainFiles,
        perTrainFile,
        testFile,
        inTestFile,
        labels,
        classesFile,
        classNames,
        normalisation);
  }

  int recordBytes() {
    return labels.size() + IMAGE_BYTES;
  }

  List<String> files() {
    List<String> files = new ArrayList<>(trainFiles);
    files.add(testFile);
    return files;
  }

  /** What to do about missing or damaged files. */
  String remedy() {
    return "download %s from https://www.cs.toronto.edu/~kriz/cifar.html and unpack it"
        .formatted(archive);
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
