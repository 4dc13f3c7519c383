package org.dietsnn.data.photo;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.dietsnn.domain.image.ByteImage;

/** Images and what Pillow made of them; see README.md and make.py beside them. */
final class Recorded {
  private Recorded() {}

  /** The bytes of a recorded file. */
  static byte[] file(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Pillow gave, in three channels. */
  static ByteImage rgb(String name) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file(name)))) {
      int width = in.readInt();
      int height = in.readInt();
      return new ByteImage(width, height, 3, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
