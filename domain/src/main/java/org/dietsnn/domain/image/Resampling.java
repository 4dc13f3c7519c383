package org.dietsnn.domain.image;

/**
 * Resizing with antialiased bilinear interpolation: along the rows, rounded to bytes, then along
 * the columns, as Pillow and with it torchvision do it.
 */
public final class Resampling {
  private static final int HALF = 1 << (ResampledAxis.PLACES - 1);
  private static final int WHITE = 255;

  private Resampling() {}

  /**
   * Resizes a part of an image and keeps a window of the result. Pixels outside the part have no
   * influence.
   *
   * @param source the image
   * @param part what of it is resized
   * @param width columns that the part is resized to
   * @param height rows that the part is resized to
   * @param window what of the resized part is kept
   * @param into receives {@code [channel][row][column]} of the window, in [0, 1]
   * @param offset first element to write
   */
  public static void resize(
      ByteImage source,
      ImagePart part,
      int width,
      int height,
      ImagePart window,
      float[] into,
      int offset) {
    ResampledAxis columns = new ResampledAxis(part.width(), width, window.left(), window.width());
    ResampledAxis rows = new ResampledAxis(part.height(), height, window.top(), window.height());
    int firstRow = rows.first(0);
    byte[] narrow = alongRows(source, part, columns, window.width(), firstRow, rows.end());
    alongColumns(narrow, source.channels(), rows, firstRow, window, into, offset);
  }

  private static byte[] alongRows(
      ByteImage source, ImagePart part, ResampledAxis columns, int width, int from, int to) {
    int channels = source.channels();
    byte[] samples = source.samples();
    byte[] narrow = new byte[(to - from) * width * channels];
    int at = 0;
    for (int y = from; y < to; y++) {
      int row = ((part.top() + y) * source.width() + part.left()) * channels;
      for (int x = 0; x < width; x++) {
        int[] weights = columns.weights(x);
        int start = row + columns.first(x) * channels;
        for (int c = 0; c < channels; c++) {
          narrow[at++] = mean(samples, start + c, channels, weights);
        }
      }
    }
    return narrow;
  }

  private static void alongColumns(
      byte[] narrow,
      int channels,
      ResampledAxis rows,
      int firstRow,
      ImagePart window,
      float[] into,
      int offset) {
    int stride = window.width() * channels;
    for (int y = 0; y < window.height(); y++) {
      int[] weights = rows.weights(y);
      int start = (rows.first(y) - firstRow) * stride;
      for (int c = 0; c < channels; c++) {
        int at = offset + (c * window.height() + y) * window.width();
        for (int x = 0; x < window.width(); x++) {
          int value = mean(narrow, start + x * channels + c, stride, weights) & 0xFF;
          into[at + x] = (float) value / WHITE;
        }
      }
    }
  }

  private static byte mean(byte[] samples, int start, int stride, int[] weights) {
    int sum = HALF;
    for (int k = 0, at = start; k < weights.length; k++, at += stride) {
      sum += (samples[at] & 0xFF) * weights[k];
    }
    return (byte) Math.min(WHITE, sum >> ResampledAxis.PLACES);
  }
}
