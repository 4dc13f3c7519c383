package org.dietsnn.domain.image;

import java.util.Locale;

/**
 * An image of any size in whole bytes, as decoders give it.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param channels samples per pixel, at least 1
 * @param samples unsigned bytes {@code [row][column][channel]}; shared, not copied: do not modify
 */
public record ByteImage(int width, int height, int channels, byte[] samples) {
  public ByteImage {
    if (width < 1
        || height < 1
        || channels < 1
        || samples.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image of %d x %d pixels with %d channels cannot have %d samples",
              width,
              height,
              channels,
              samples.length));
    }
  }
}
