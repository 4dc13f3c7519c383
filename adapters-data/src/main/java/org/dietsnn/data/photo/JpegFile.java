package org.dietsnn.data.photo;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import org.dietsnn.domain.image.ByteImage;

/**
 * A JPEG image. Its components are taken as they are stored and converted here, so that CMYK and
 * files without markers get the colours that libjpeg would give them.
 */
final class JpegFile {
  private static final JPEGImageReaderSpi READERS =
      IIORegistry.getDefaultInstance().getServiceProviderByClass(JPEGImageReaderSpi.class);

  private static final int MARKER = 0xFF;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int FIRST_RESTART = 0xD0;
  private static final int LAST_RESTART = 0xD7;

  private JpegFile() {}

  static ByteImage decode(byte[] file) throws IOException, BrokenImageException {
    JpegHeader header = JpegHeader.of(file);
    PhotographDecoder.requirePossible(header.width(), header.height());
    requireEnd(file);
    return header.orientation().apply(rgb(components(file), header.colours()));
  }

  private static Raster components(byte[] file) throws IOException {
    ImageReader reader = READERS.createReaderInstance(null);
    try {
      reader.setInput(new ByteArrayImageInputStream(file), true, true);
      return reader.readRaster(0, null);
    } finally {
      reader.dispose();
    }
  }

  /** The JDK's decoder fills in for what is missing, sometimes without a word. */
  private static void requireEnd(byte[] file) throws BrokenImageException {
    int at = 2;
    while (at + 1 < file.length) {
      int code = file[at + 1] & 0xFF;
      if ((file[at] & 0xFF) != MARKER || code == MARKER) {
        at++;
      } else if (code == END_OF_IMAGE) {
        return;
      } else if (code == 0 || (code >= FIRST_RESTART && code <= LAST_RESTART)) {
        at += 2;
      } else if (at + 3 < file.length) {
        at += 2 + ((file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF));
      } else {
        break;
      }
    }
    throw new BrokenImageException("ends before its image does");
  }

  private static ByteImage rgb(Raster raster, JpegColours colours) throws BrokenImageException {
    if (raster.getNumBands() != colours.components()) {
      throw new BrokenImageException(
          String.format(
              Locale.ROOT,
              "was decoded to %d components, its header says %d",
              raster.getNumBands(),
              colours.components()));
    }
    int width = raster.getWidth();
    byte[] rgb = new byte[Math.multiplyExact(3 * width, raster.getHeight())];
    byte[] row = new byte[width * colours.components()];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getDataElements(0, y, width, 1, row);
      colours.toRgb(row, rgb, 3 * width * y, width);
    }
    return new ByteImage(width, raster.getHeight(), 3, rgb);
  }
}
