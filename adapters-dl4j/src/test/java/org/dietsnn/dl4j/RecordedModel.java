package org.dietsnn.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.domain.network.Shape;

/** A model that DeepLearning4J saved, with what it computed; see src/fixtures. */
final class RecordedModel {
  private final String name;
  private final Path file;

  /** Unpacks a model into a folder. */
  RecordedModel(String name, Path folder) {
    this.name = name;
    this.file = folder.resolve(name + ".zip");
    try {
      Files.write(file, resource(".zip"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One image and the probabilities that DeepLearning4J gave its classes. */
  record Run(float[] input, double[] output) {}

  Path file() {
    return file;
  }

  /** The images of the models that read images. */
  Optional<Shape> input() {
    return Optional.ofNullable(
        Map.of(
                "convolutional", new Shape(2, 10, 8),
                "residual", new Shape(2, 6, 6),
                "max-pooling", new Shape(1, 6, 6))
            .get(name));
  }

  List<Run> runs() {
    return new String(resource(".txt"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(" -> "))
        .map(sides -> new Run(floats(sides[0]), doubles(sides[1])))
        .toList();
  }

  private byte[] resource(String ending) {
    try (InputStream stream = RecordedModel.class.getResourceAsStream(name + ending)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] floats(String words) {
    double[] doubles = doubles(words);
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  private static double[] doubles(String words) {
    return Arrays.stream(words.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
