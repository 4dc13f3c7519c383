import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Makes a folder in the shape of ImageNet, for measuring how large sets are read:
 *
 * <pre>java benchmarks/images/MakeImages.java FOLDER TRAIN VALIDATION [empty]</pre>
 *
 * so many training and validation images in the synset folders of the bundled class index. They are
 * JPEGs of 64 different contents and sizes from 64 x 64 to 190 x 127 pixels; with {@code empty}
 * files without content, to measure how long a start takes before the first image is read.
 */
final class MakeImages {
  private static final Path INDEX =
      Path.of(
          "adapters-data/src/main/resources/org/dietsnn/data/imagenet/imagenet_class_index.json");
  private static final int CONTENTS = 64;

  private MakeImages() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<byte[]> contents = arguments.length > 3 ? List.of(new byte[0]) : contents();
    List<String> synsets = new ArrayList<>();
    for (String word : Files.readString(INDEX).split("\"")) {
      if (word.matches("n[0-9]{8}")) {
        synsets.add(word);
      }
    }
    make(folder.resolve("train"), synsets, Integer.parseInt(arguments[1]), contents);
    make(folder.resolve("val"), synsets, Integer.parseInt(arguments[2]), contents);
  }

  private static void make(Path part, List<String> synsets, int images, List<byte[]> contents)
      throws IOException {
    for (String synset : synsets) {
      Files.createDirectories(part.resolve(synset));
    }
    for (int i = 0; i < images; i++) {
      String synset = synsets.get(i % synsets.size());
      Path file = part.resolve(synset).resolve(String.format(Locale.ROOT, "%s_%d.JPEG", synset, i));
      Files.write(file, contents.get(i % contents.size()));
    }
  }

  /** Gradients with noise, so that they are about as long as photographs of their size. */
  private static List<byte[]> contents() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < CONTENTS; i++) {
      BufferedImage image =
          new BufferedImage(64 + 2 * i, 64 + i, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          int noise = random.nextInt(32);
          image.setRGB(x, y, (x + noise) << 16 | (y + noise) << 8 | (3 * i + noise));
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", bytes);
      contents.add(bytes.toByteArray());
    }
    return contents;
  }
}
