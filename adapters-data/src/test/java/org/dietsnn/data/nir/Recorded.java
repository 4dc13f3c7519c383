package org.dietsnn.data.nir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** NIR files that the reference implementation wrote; see record.py among the test resources. */
final class Recorded {
  private Recorded() {}

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

  private static InputStream stream(String name) {
    return Recorded.class.getResourceAsStream(name);
  }
}
