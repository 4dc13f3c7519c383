package org.dietsnn.data.pytorch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dietsnn.application.format.FileContent;

/** Checkpoints that Python's pickle and zipfile wrote; see make_fixtures.py beside them. */
final class Fixture {
  private Fixture() {}

  static Path file(String name) {
    try {
      return Path.of(Fixture.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("test resources are not in a folder", e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, byte[] bytes) {
    try {
      return Files.write(
          folder.resolve("given.pt"),
          bytes,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FileContent.NamedTensors read(Path file, String part) {
    return (FileContent.NamedTensors) new PyTorchFormat().read(file, part);
  }
}
