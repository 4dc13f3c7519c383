package org.dietsnn.data.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.data.file.Presence;
import org.dietsnn.data.image.ByteImages;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;

/**
 * MNIST and sets like it (Fashion-MNIST, EMNIST, KMNIST): four idx files in one folder. Classes are
 * numbered from 0 to the greatest label; mean and deviation are those of the training pixels.
 */
public final class IdxDataSource implements DataSource {
  private static final int WHITE = 255;
  private static final String TRAIN = "train";
  private static final String TEST = "t10k|test";

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public boolean recognises(Optional<Path> folder) {
    return folder.flatMap(path -> file(path, TRAIN, "images", 3)).isPresent();
  }

  @Override
  public DataSet open(Optional<Path> folder) {
    Path given =
        folder.orElseThrow(
            () ->
                new FailureException(
                    FailureKind.USAGE, "name the folder of the idx files, such as that of MNIST"));
    IdxFile images = read(given, TRAIN, "images", 3);
    IdxFile testImages = read(given, TEST, "images", 3);
    if (!images.dimensions().subList(1, 3).equals(testImages.dimensions().subList(1, 3))) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s: training images of %s pixels and test images of %s; they must have one size"
              .formatted(
                  given, images.dimensions().subList(1, 3), testImages.dimensions().subList(1, 3)));
    }
    int[] labels = labels(given, TRAIN, images);
    int[] testLabels = labels(given, TEST, testImages);
    int classes =
        IntStream.concat(IntStream.of(labels), IntStream.of(testLabels)).max().orElseThrow() + 1;
    return new DataSet(
        name(),
        new Shape(1, images.dimensions().get(1), images.dimensions().get(2)),
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        new ByteImages(labels, images.values(), WHITE),
        new ByteImages(testLabels, testImages.values(), WHITE),
        normalisation(images.values()));
  }

  private static int[] labels(Path folder, String part, IdxFile images) {
    IdxFile labels = read(folder, part, "labels", 1);
    if (!labels.dimensions().get(0).equals(images.dimensions().get(0))) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s: %d images and %d labels in the files of %s; download them again",
              folder,
              images.dimensions().get(0),
              labels.dimensions().get(0),
              part));
    }
    int[] values = new int[labels.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels.values()[i] & WHITE;
    }
    return values;
  }

  private static IdxFile read(Path folder, String part, String what, int rank) {
    return IdxFile.read(
        file(folder, part, what, rank)
            .orElseThrow(
                () ->
                    new FailureException(
                        FailureKind.MISSING_INPUT,
                        "%s: no file of %s %s; expected train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, with or without .gz"
                            .formatted(folder, part.replace("|", " or "), what))),
        rank);
  }

  private static Optional<Path> file(Path folder, String part, String what, int rank) {
    if (!Presence.ofFolder(folder)) {
      return Optional.empty();
    }
    Pattern name =
        Pattern.compile(
            String.format(Locale.ROOT, ".*(%s).*%s[-.]idx%d-ubyte(\\.gz)?", part, what, rank));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .min(Path::compareTo);
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT, "cannot list folder %s: %s".formatted(folder, e), e);
    }
  }

  private static Normalisation normalisation(byte[] pixels) {
    long sum = 0;
    long squares = 0;
    for (byte pixel : pixels) {
      int value = pixel & WHITE;
      sum += value;
      squares += (long) value * value;
    }
    double mean = (double) sum / pixels.length;
    double deviation = Math.sqrt(Math.max(0, (double) squares / pixels.length - mean * mean));
    // A set of one colour has no deviation to divide by.
    return new Normalisation(
        List.of(mean / WHITE), List.of(deviation > 0 ? deviation / WHITE : 1.0));
  }
}
