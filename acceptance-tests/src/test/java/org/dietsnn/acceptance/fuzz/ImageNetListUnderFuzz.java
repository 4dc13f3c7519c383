package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.data.imagenet.ImageNetDataSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Sinks;
import us.hebi.matlab.mat.types.Struct;

/** A list that says which classes ImageNet's validation images have. */
final class ImageNetListUnderFuzz implements FuzzedReader {
  private static final String CLASSES = "imagenet_class_index.json";
  private static final String KIT = "ILSVRC2012_validation_ground_truth.txt";

  /** Images and, unless they are what is mutated, the lists around them. */
  private static final Map<String, String> AROUND =
      Map.of(
          "val/ILSVRC2012_val_00000001.JPEG",
          "",
          "val/ILSVRC2012_val_00000002.JPEG",
          "",
          "val/ILSVRC2012_val_00000003.JPEG",
          "",
          CLASSES,
          """
          {"0": ["n01440764", "tench"], "1": ["n02119789", "kit_fox"], "2": ["n03995372", "drill"]}
          """);

  private static final List<String> BY_NAME_OR_IN_ORDER =
      List.of(
          "ILSVRC2012_val_00000001.JPEG 2\nILSVRC2012_val_00000002.JPEG 1\nILSVRC2012_val_00000003.JPEG 0\n",
          "ImageId,Prediction\nILSVRC2012_val_00000003,n01440764 1 2 3 4\nILSVRC2012_val_00000001,n03995372 9 9 9 9\nILSVRC2012_val_00000002,n02119789 0 0 5 5\n",
          "n03995372\nn02119789\nn01440764\n");

  private final String name;
  private final String fileName;
  private final List<byte[]> seeds;
  private final List<Mutator> mutators;
  private final boolean kit;

  private ImageNetListUnderFuzz(
      String name, String fileName, List<byte[]> seeds, List<Mutator> mutators, boolean kit) {
    this.name = name;
    this.fileName = fileName;
    this.seeds = seeds;
    this.mutators = mutators;
    this.kit = kit;
  }

  /** Labels of files, the classes, and both forms of the development kit's numbers. */
  static List<FuzzedReader> all() {
    List<byte[]> labels = BY_NAME_OR_IN_ORDER.stream().map(text -> text.getBytes(UTF_8)).toList();
    byte[] classes = AROUND.get(CLASSES).getBytes(UTF_8);
    byte[] numbers = "n02119789 1 kit_fox\nn01440764 2 tench\nn03995372 3 drill\n".getBytes(UTF_8);
    List<Mutator> text = TextMutators.all();
    return List.of(
        new ImageNetListUnderFuzz("imagenet-labels", "val.txt", labels, text, false),
        new ImageNetListUnderFuzz("imagenet-classes", CLASSES, List.of(classes), text, true),
        new ImageNetListUnderFuzz(
            "imagenet-numbers", "map_clsloc.txt", List.of(numbers), text, true),
        new ImageNetListUnderFuzz(
            "imagenet-matlab",
            "meta.mat",
            List.of(matlab(Deflater.NO_COMPRESSION), matlab(Deflater.BEST_SPEED)),
            List.of(),
            true));
  }

  /** The kit's file with the fields that are read. */
  private static byte[] matlab(int compression) {
    Struct synsets = Mat5.newStruct(3, 1);
    List<String> names = List.of("n02119789", "n01440764", "n03995372");
    for (int i = 0; i < names.size(); i++) {
      synsets.set("ILSVRC2012_ID", i, Mat5.newScalar(i + 1));
      synsets.set("WNID", i, Mat5.newString(names.get(i)));
    }
    ByteBuffer written = ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder());
    try (MatFile file = Mat5.newMatFile().addArray("synsets", synsets)) {
      Mat5.newWriter(Sinks.wrap(written)).setDeflateLevel(compression).writeMat(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(written.array(), written.position());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String fileName() {
    return fileName;
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public List<Mutator> mutators() {
    return Stream.concat(ByteMutators.all().stream(), mutators.stream()).toList();
  }

  @Override
  public void place(Path folder, byte[] input) throws IOException {
    for (Map.Entry<String, String> file : AROUND.entrySet()) {
      write(folder.resolve(file.getKey()), file.getValue());
    }
    if (kit) {
      write(folder.resolve(KIT), "3\n1\n2\n");
      write(folder.resolve("map_clsloc.txt"), "n02119789 1\nn01440764 2\nn03995372 3\n");
    }
    if (fileName.equals("meta.mat")) {
      Files.delete(folder.resolve("map_clsloc.txt"));
    }
    Files.write(folder.resolve(fileName), input);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Override
  public void read(Path folder) {
    DataSet data = new ImageNetDataSource().open(Optional.of(folder));
    assertThat(data.classNames()).isNotEmpty();
    assertThat(data.test().size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(data.test().label(i)).isBetween(0, data.classNames().size() - 1);
    }
  }
}
