package org.dietsnn.data.photo;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the markers of a JPEG file say about its image.
 *
 * @param width columns as stored
 * @param height rows as stored
 * @param colours what its components mean
 * @param orientation how it is to be turned
 */
record JpegHeader(int width, int height, JpegColours colours, Orientation orientation) {
  private static final Logger LOG = LoggerFactory.getLogger(JpegHeader.class);
  private static final int SOF_FIRST = 0xFFC0;
  private static final int SOF_LAST = 0xFFCF;
  private static final List<Integer> NO_FRAMES = List.of(0xFFC4, 0xFFC8, 0xFFCC);
  private static final int APP0 = 0xFFE0;
  private static final int APP1 = 0xFFE1;
  private static final int APP14 = 0xFFEE;

  /** Reads the markers before the first scan. */
  static JpegHeader of(byte[] file) throws IOException, BrokenImageException {
    byte[] frame = null;
    boolean jfif = false;
    int adobe = JpegColours.NO_ADOBE;
    Orientation orientation = Orientation.UPRIGHT;
    for (JPEGSegment segment :
        JPEGSegmentUtil.readSegments(
            new ByteArrayImageInputStream(file), JPEGSegmentUtil.ALL_SEGMENTS)) {
      int marker = segment.marker();
      if (marker >= SOF_FIRST && marker <= SOF_LAST && !NO_FRAMES.contains(marker)) {
        frame = segment.data().readAllBytes();
      } else if (marker == APP0 && "JFIF".equals(segment.identifier())) {
        jfif = true;
      } else if (marker == APP14 && "Adobe".equals(segment.identifier())) {
        byte[] data = segment.data().readAllBytes();
        adobe = data[data.length - 1] & 0xFF;
      } else if (marker == APP1 && "Exif".equals(segment.identifier())) {
        orientation = orientation(segment.data().readAllBytes());
      }
    }
    if (frame == null) {
      throw new BrokenImageException("is damaged: it has no frame header");
    }
    int components = frame[5] & 0xFF;
    int[] ids = new int[components];
    for (int i = 0; i < components; i++) {
      ids[i] = frame[6 + 3 * i] & 0xFF;
    }
    return new JpegHeader(
        (frame[3] & 0xFF) << 8 | (frame[4] & 0xFF),
        (frame[1] & 0xFF) << 8 | (frame[2] & 0xFF),
        JpegColours.of(ids, jfif, adobe),
        orientation);
  }

  /** A photograph with a damaged EXIF block is still a photograph. */
  private static Orientation orientation(byte[] exif) {
    if (exif.length < 2) {
      return Orientation.UPRIGHT;
    }
    try {
      // One byte of padding stands between the name of the segment and its TIFF structure.
      Directory directory =
          new TIFFReader().read(new ByteArrayImageInputStream(exif, 1, exif.length - 1));
      Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
      return entry != null && entry.getValue() instanceof Number number
          ? Orientation.of(number.intValue())
          : Orientation.UPRIGHT;
    } catch (IOException | RuntimeException e) {
      LOG.debug("EXIF block ignored", e);
      return Orientation.UPRIGHT;
    }
  }
}
