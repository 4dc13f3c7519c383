package org.dietsnn.data.photo;

import java.util.Arrays;
import java.util.Locale;

/**
 * What the components of a JPEG image mean, decided as libjpeg does it, and how they become RGB.
 * The conversions are those of ITU-T T.871 in the fixed point of libjpeg; CMYK is taken as stored
 * inverted, as Adobe's programs do, and becomes RGB as in Pillow, without a colour profile.
 */
enum JpegColours {
  GREY(1) {
    @Override
    void toRgb(byte[] row, byte[] rgb, int at, int width) {
      Samples.greyToRgb(row, 1, rgb, at, width);
    }
  },
  RGB(3) {
    @Override
    void toRgb(byte[] row, byte[] rgb, int at, int width) {
      System.arraycopy(row, 0, rgb, at, 3 * width);
    }
  },
  YCBCR(3) {
    @Override
    void toRgb(byte[] row, byte[] rgb, int at, int width) {
      for (int x = 0; x < width; x++) {
        luminanceToRgb(row, 3 * x, rgb, at + 3 * x);
      }
    }
  },
  CMYK(4) {
    @Override
    void toRgb(byte[] row, byte[] rgb, int at, int width) {
      for (int x = 0; x < width; x++) {
        System.arraycopy(row, 4 * x, rgb, at + 3 * x, 3);
        darken(rgb, at + 3 * x, row[4 * x + 3] & WHITE);
      }
    }
  },
  YCCK(4) {
    @Override
    void toRgb(byte[] row, byte[] rgb, int at, int width) {
      for (int x = 0; x < width; x++) {
        int pixel = at + 3 * x;
        luminanceToRgb(row, 4 * x, rgb, pixel);
        for (int c = 0; c < 3; c++) {
          rgb[pixel + c] = (byte) (WHITE - (rgb[pixel + c] & WHITE));
        }
        darken(rgb, pixel, row[4 * x + 3] & WHITE);
      }
    }
  };

  /** Stands for the transform of a file without Adobe's marker. */
  static final int NO_ADOBE = -1;

  private static final int WHITE = 255;
  private static final int PLACES = 16;
  private static final int HALF = 1 << (PLACES - 1);
  private static final int MIDDLE = 128;
  private static final int RED_OF_CR = fixed(1.402);
  private static final int BLUE_OF_CB = fixed(1.772);
  private static final int GREEN_OF_CB = fixed(0.34414);
  private static final int GREEN_OF_CR = fixed(0.71414);

  private final int components;

  JpegColours(int components) {
    this.components = components;
  }

  /** Samples per pixel. */
  int components() {
    return components;
  }

  /**
   * Decides.
   *
   * @param ids component identifiers of the frame header
   * @param jfif whether there is a JFIF marker
   * @param adobe transform of Adobe's marker, or {@link #NO_ADOBE}
   * @throws BrokenImageException if there are 2 components or more than 4
   */
  static JpegColours of(int[] ids, boolean jfif, int adobe) throws BrokenImageException {
    return switch (ids.length) {
      case 1 -> GREY;
      case 3 -> {
        boolean plain =
            adobe == NO_ADOBE ? Arrays.equals(ids, new int[] {'R', 'G', 'B'}) : adobe == 0;
        yield !jfif && plain ? RGB : YCBCR;
      }
      case 4 -> adobe == NO_ADOBE || adobe == 0 ? CMYK : YCCK;
      default ->
          throw new BrokenImageException(
              String.format(
                  Locale.ROOT, "has %d colour components, expected 1, 3 or 4", ids.length));
    };
  }

  /**
   * Converts one row.
   *
   * @param row components pixel by pixel; not modified
   * @param rgb receives the row from at on
   */
  abstract void toRgb(byte[] row, byte[] rgb, int at, int width);

  private static void luminanceToRgb(byte[] row, int from, byte[] rgb, int at) {
    int y = row[from] & WHITE;
    int cb = (row[from + 1] & WHITE) - MIDDLE;
    int cr = (row[from + 2] & WHITE) - MIDDLE;
    rgb[at] = clipped(y + ((RED_OF_CR * cr + HALF) >> PLACES));
    rgb[at + 1] = clipped(y + ((-GREEN_OF_CB * cb - GREEN_OF_CR * cr + HALF) >> PLACES));
    rgb[at + 2] = clipped(y + ((BLUE_OF_CB * cb + HALF) >> PLACES));
  }

  /** Of inverted cyan, magenta, yellow and black: the colour's complement taken off the light. */
  private static void darken(byte[] rgb, int at, int light) {
    for (int c = 0; c < 3; c++) {
      int product = (WHITE - (rgb[at + c] & WHITE)) * light + MIDDLE;
      rgb[at + c] = clipped(light - (((product >> 8) + product) >> 8));
    }
  }

  private static byte clipped(int value) {
    return (byte) Math.max(0, Math.min(WHITE, value));
  }

  private static int fixed(double value) {
    return (int) (value * (1 << PLACES) + 0.5);
  }
}
