package org.dietsnn.data.nir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** NIR files that the reference implementation wrote; see record.py among the test resources. */
final class Recorded {
  private Recorded() {}

  /** An input and what a simulation gives for it. */
  record Run(double[] input, double[] output) {}

  /** Unpacks a file into a folder. */
  static Path file(String name, Path folder) {
    Path file = folder.resolve(name + ".nir");
    try (InputStream packed = stream(name + ".nir.gz");
        InputStream stream = new GZIPInputStream(packed)) {
      Files.write(file, stream.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Run> runs(String name) {
    try (InputStream stream = stream(name + ".txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" -> "))
          .map(sides -> new Run(numbers(sides[0]), numbers(sides[1])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String name) {
    return Recorded.class.getResourceAsStream(name);
  }

  private static double[] numbers(String words) {
    return Arrays.stream(words.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
