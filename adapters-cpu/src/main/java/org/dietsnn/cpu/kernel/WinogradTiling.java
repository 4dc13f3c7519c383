package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * How the results of a 3x3 convolution of stride 1 are cut into tiles of 4x4, row by row; the last
 * tiles of a row or column may reach over the edge. Tiles are numbered through all images.
 *
 * @param heightOut height of the result; the padded input has two rows more
 * @param widthOut width of the result; the padded input has two columns more
 */
record WinogradTiling(int heightOut, int widthOut) {
  private static final int IN = WinogradTile.IN;
  private static final int OUT = WinogradTile.OUT;

  /** Channels on either side from which on tiles save more than their transforms cost. */
  private static final int LEAST_CHANNELS = 32;

  /** What transforms cost, as a factor on the multiplications. */
  private static final double TRANSFORMS = 1.3;

  /** Whether a convolution with results of this size can go by tiles, and saves by it. */
  static boolean pays(ConvGeometry g, int height, int width) {
    long tiles = new WinogradTiling(height, width).tiles();
    return g.kernelHeight() == 3
        && g.kernelWidth() == 3
        && g.stride() == 1
        && Math.min(g.channelsIn(), g.channelsOut()) >= LEAST_CHANNELS
        && tiles * WinogradTile.POINTS * TRANSFORMS < 9.0 * height * width;
  }

  /**
   * How many images fill the tiles that are held at a time, if a convolution goes by tiles; else 0.
   */
  static int imagesToFill(ConvGeometry g) {
    int tiles = new WinogradTiling(g.heightOut(), g.widthOut()).tiles();
    return pays(g, g.heightOut(), g.widthOut()) ? (WinogradProduct.TILES + tiles - 1) / tiles : 0;
  }

  private int across() {
    return (widthOut + OUT - 1) / OUT;
  }

  /** Tiles of an image. */
  int tiles() {
    return (heightOut + OUT - 1) / OUT * across();
  }

  private int y(int tile) {
    return tile % tiles() / across() * OUT;
  }

  private int x(int tile) {
    return tile % tiles() % across() * OUT;
  }

  /** Rows of results in a tile: 4, or less at the lower edge. */
  int height(int tile) {
    return Math.min(OUT, heightOut - y(tile));
  }

  /** Columns of results in a tile: 4, or less at the right edge. */
  int width(int tile) {
    return Math.min(OUT, widthOut - x(tile));
  }

  /** The upper left result of a tile, counted through all images. */
  int firstPixel(int tile) {
    return (tile / tiles() * heightOut + y(tile)) * widthOut + x(tile);
  }

  /**
   * Transforms the inputs of a tile.
   *
   * @param a padded images, channels last
   * @param start their first element
   * @param to the points; modified
   * @param toStart first element of the first point
   * @param point distance of two points
   * @param scratch modified from {@code between} and {@code edge} on
   */
  void input(
      WinogradTile transform,
      int tile,
      int depth,
      float[] a,
      int start,
      float[] to,
      int toStart,
      int point,
      float[] scratch,
      int between,
      int edge) {
    int row = (widthOut + 2) * depth;
    int imageLength = (heightOut + 2) * row;
    int corner = start + tile / tiles() * imageLength + y(tile) * row + x(tile) * depth;
    int height = height(tile) + 2;
    int width = width(tile) + 2;
    if (height == IN && width == IN) {
      transform.input(depth, a, corner, row, to, toStart, point, scratch, between);
      return;
    }
    int length = IN * depth;
    Arrays.fill(scratch, edge, edge + IN * length, 0f);
    for (int y = 0; y < height; y++) {
      System.arraycopy(a, corner + y * row, scratch, edge + y * length, width * depth);
    }
    transform.input(depth, scratch, edge, length, to, toStart, point, scratch, between);
  }

  /**
   * Transforms the gradients of a tile's results.
   *
   * @param d gradients {@code [image][row][column][channels]}
   * @param start first element, of the first channel to take
   * @param channels distance of two pixels
   * @param count channels to take
   */
  void outputGradient(
      WinogradTile transform,
      int tile,
      int channels,
      int count,
      float[] d,
      int start,
      float[] to,
      int toStart,
      int point,
      float[] scratch,
      int between,
      int edge) {
    int row = widthOut * channels;
    int corner = start + firstPixel(tile) * channels;
    int height = height(tile);
    int width = width(tile);
    if (height == OUT && width == OUT) {
      transform.outputGradient(
          count, d, corner, channels, row, to, toStart, point, scratch, between);
      return;
    }
    Arrays.fill(scratch, edge, edge + OUT * OUT * count, 0f);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int target = edge + (y * OUT + x) * count;
        System.arraycopy(d, corner + y * row + x * channels, scratch, target, count);
      }
    }
    int length = OUT * count;
    transform.outputGradient(
        count, scratch, edge, count, length, to, toStart, point, scratch, between);
  }
}
