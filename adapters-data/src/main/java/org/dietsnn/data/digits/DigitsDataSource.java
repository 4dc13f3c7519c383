package org.dietsnn.data.digits;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.data.image.ByteImages;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;

/**
 * 1,797 handwritten digits of 8x8 pixels, bundled: E. Alpaydin and C. Kaynak, "Optical Recognition
 * of Handwritten Digits", UCI Machine Learning Repository, 1998 (CC BY 4.0).
 *
 * <p>They are published without a split; {@link StratifiedSplit} fixes one of 70 % to 30 %.
 */
public final class DigitsDataSource implements DataSource {
  private static final Shape SHAPE = new Shape(1, 8, 8);
  private static final int CLASSES = 10;
  private static final int WHITE = 16;

  /** Mean and deviation of the training pixels. */
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.3051), List.of(0.3757));

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public boolean recognises(Optional<Path> folder) {
    return folder.isEmpty();
  }

  @Override
  public DataSet open(Optional<Path> folder) {
    List<String> lines = lines();
    int[] labels = lines.stream().mapToInt(DigitsDataSource::label).toArray();
    StratifiedSplit split = StratifiedSplit.of(lines, labels, CLASSES);
    return new DataSet(
        name(),
        SHAPE,
        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
        images(lines, labels, split.train()),
        images(lines, labels, split.test()),
        NORMALISATION);
  }

  private static List<String> lines() {
    try (InputStream packed = DigitsDataSource.class.getResourceAsStream("digits.csv.gz");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled digits cannot be read", e);
    }
  }

  private static int label(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(',') + 1));
  }

  private static ByteImages images(List<String> lines, int[] labels, int[] chosen) {
    byte[] pixels = new byte[chosen.length * SHAPE.neurons()];
    for (int i = 0; i < chosen.length; i++) {
      String[] fields = lines.get(chosen[i]).split(",");
      for (int pixel = 0; pixel < SHAPE.neurons(); pixel++) {
        pixels[i * SHAPE.neurons() + pixel] = Byte.parseByte(fields[pixel]);
      }
    }
    return new ByteImages(IntStream.of(chosen).map(i -> labels[i]).toArray(), pixels, WHITE);
  }
}
