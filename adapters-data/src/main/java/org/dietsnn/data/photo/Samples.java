package org.dietsnn.data.photo;

/** Rearranges samples. */
final class Samples {
  private Samples() {}

  /**
   * Repeats grey in three channels.
   *
   * @param row samples; not modified
   * @param stride samples per pixel, the first of which is grey
   * @param rgb receives the row from at on
   */
  static void greyToRgb(byte[] row, int stride, byte[] rgb, int at, int width) {
    for (int x = 0; x < width; x++) {
      byte grey = row[stride * x];
      rgb[at + 3 * x] = grey;
      rgb[at + 3 * x + 1] = grey;
      rgb[at + 3 * x + 2] = grey;
    }
  }
}
