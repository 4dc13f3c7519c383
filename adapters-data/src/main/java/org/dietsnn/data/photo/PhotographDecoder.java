package org.dietsnn.data.photo;

import java.io.IOException;
import java.util.Locale;
import org.dietsnn.domain.image.ByteImage;

/**
 * Decodes JPEG and PNG to three channels of 8 bits, as Pillow's {@code convert("RGB")} gives them:
 * grey is repeated, alpha is dropped, CMYK is converted without a colour profile, and embedded
 * colour profiles are ignored. Unlike Pillow it turns photographs as their EXIF orientation says,
 * and takes the higher 8 bits of 16.
 */
public final class PhotographDecoder {
  /** Beyond this an image is taken for a decompression bomb, as by Pillow. */
  private static final long MOST_PIXELS = 178_956_970;

  /** The longest side of a JPEG; a PNG may declare more. */
  private static final int LONGEST_SIDE = 65_535;

  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};

  private PhotographDecoder() {}

  /** A way to decode one format. */
  @FunctionalInterface
  private interface Format {
    ByteImage decode(byte[] file) throws IOException, BrokenImageException;
  }

  /**
   * Decodes a file.
   *
   * @param file its content; not modified
   * @throws BrokenImageException if it is no JPEG or PNG image, cut short, damaged or too large
   */
  public static ByteImage decode(byte[] file) throws BrokenImageException {
    Format format = format(file);
    try {
      return format.decode(file);
    } catch (IOException | RuntimeException e) {
      // The readers of the JDK answer damaged files with exceptions of many kinds.
      throw new BrokenImageException("is damaged: " + words(e), e);
    }
  }

  private static Format format(byte[] file) throws BrokenImageException {
    if (file.length == 0) {
      throw new BrokenImageException("is empty, expected a JPEG or PNG image");
    }
    if (beginsWith(file, JPEG)) {
      return JpegFile::decode;
    }
    if (beginsWith(file, PNG)) {
      return PngFile::decode;
    }
    StringBuilder first = new StringBuilder();
    for (int i = 0; i < Math.min(4, file.length); i++) {
      first.append(String.format(Locale.ROOT, " %02X", file[i]));
    }
    throw new BrokenImageException(
        "is no JPEG or PNG image: it begins with the bytes" + first + "; convert or remove it");
  }

  private static boolean beginsWith(byte[] file, byte[] signature) {
    if (file.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if (file[i] != signature[i]) {
        return false;
      }
    }
    return true;
  }

  /** Refuses an image before memory is taken for it. */
  static void requirePossible(int width, int height) throws BrokenImageException {
    if (width < 1
        || height < 1
        || width > LONGEST_SIDE
        || height > LONGEST_SIDE
        || (long) width * height > MOST_PIXELS) {
      throw new BrokenImageException(
          String.format(
              Locale.ROOT,
              "says it has %d x %d pixels, allowed are %d pixels in all and sides of 1 to %d",
              width,
              height,
              MOST_PIXELS,
              LONGEST_SIDE));
    }
  }

  private static String words(Exception e) {
    return e.getMessage() == null || e.getMessage().isBlank()
        ? e.getClass().getSimpleName()
        : e.getMessage();
  }
}
