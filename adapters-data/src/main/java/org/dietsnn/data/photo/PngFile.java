package org.dietsnn.data.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.dietsnn.domain.image.ByteImage;

/** A PNG image: grey, RGB or palette, of 1 to 16 bits, with or without alpha. */
final class PngFile {
  private static final int BYTE = 8;

  private PngFile() {}

  /** Bytes of a chunk beside its data: length, kind, check sum. */
  private static final int FRAME = 12;

  private static final int SIGNATURE = 8;

  static ByteImage decode(byte[] file) throws IOException, BrokenImageException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try {
      reader.setInput(new ByteArrayImageInputStream(file), true, true);
      PhotographDecoder.requirePossible(reader.getWidth(0), reader.getHeight(0));
      requireWhole(file);
      return rgb(reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  /** The JDK's reader does not check sums and takes what is missing for black. */
  private static void requireWhole(byte[] file) throws BrokenImageException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = SIGNATURE;
    while (at <= file.length - FRAME) {
      int length = bytes.getInt(at);
      if (length < 0 || length > file.length - FRAME - at) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(file, at + 4, 4 + length);
      String kind = new String(file, at + 4, 4, US_ASCII);
      if ((int) sum.getValue() != bytes.getInt(at + 8 + length)) {
        throw new BrokenImageException(
            "is damaged: the check sum of its part " + kind + " is wrong");
      }
      if (kind.equals("IEND")) {
        return;
      }
      at += FRAME + length;
    }
    throw new BrokenImageException("ends before its image does");
  }

  private static ByteImage rgb(BufferedImage image) throws BrokenImageException {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    if (bands > 4) {
      throw new BrokenImageException(
          String.format(Locale.ROOT, "has %d channels, expected 1 to 4", bands));
    }
    int width = image.getWidth();
    byte[] rgb = new byte[Math.multiplyExact(3 * width, image.getHeight())];
    int[] row = new int[width * bands];
    byte[][] palette =
        image.getColorModel() instanceof IndexColorModel colours ? palette(colours) : null;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int at = 3 * (width * y + x) + c;
          if (palette != null) {
            rgb[at] = palette[c][row[x]];
          } else {
            int band = bands < 3 ? 0 : c;
            // Of 16 bits the higher 8; the JDK unfolds fewer than 8 bits to a palette.
            rgb[at] =
                (byte)
                    (row[x * bands + band] >> (raster.getSampleModel().getSampleSize(band) - BYTE));
          }
        }
      }
    }
    return new ByteImage(width, image.getHeight(), 3, rgb);
  }

  private static byte[][] palette(IndexColorModel colours) {
    byte[][] palette = new byte[3][colours.getMapSize()];
    colours.getReds(palette[0]);
    colours.getGreens(palette[1]);
    colours.getBlues(palette[2]);
    return palette;
  }
}
