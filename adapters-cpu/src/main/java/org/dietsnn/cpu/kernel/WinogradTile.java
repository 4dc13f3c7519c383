package org.dietsnn.cpu.kernel;

/**
 * The transforms of Winograd's F(4x4, 3x3): 4x4 results of a 3x3 convolution come from 36 instead
 * of 144 multiplications, point by point between transformed tiles of 6x6 inputs and transformed
 * weights. Each transform is that of one direction, {@link FloatKernels}, applied to columns and
 * then to rows. Source: Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2015.
 *
 * <p>The points of interpolation are 0, +-A, +-B and infinity. With A = 5/8 and B = 3/2, both and
 * their squares exact in binary, the rounding error is half of that of the usual 1 and 2, and about
 * 1.5 times that of summing the products one by one in single precision.
 */
public final class WinogradTile {
  /** Results of a tile in each direction. */
  static final int OUT = 4;

  /** Inputs of a tile, and points, in each direction. */
  static final int IN = 6;

  /** Points of a tile. */
  static final int POINTS = IN * IN;

  /** The first pair of points of interpolation. */
  public static final float A = 0.625f;

  /** The second pair of points of interpolation. */
  public static final float B = 1.5f;

  /** Factor of the weights at the point 0: 1 / (A^2 B^2). */
  public static final float OVER_0 = (float) (1 / ((double) A * A * B * B));

  /** Factor of the weights at the points +-A: 1 / (2 A^2 (A^2 - B^2)). */
  public static final float OVER_A =
      (float) (1 / (2 * (double) A * A * ((double) A * A - (double) B * B)));

  /** Factor of the weights at the points +-B: 1 / (2 B^2 (B^2 - A^2)). */
  public static final float OVER_B =
      (float) (1 / (2 * (double) B * B * ((double) B * B - (double) A * A)));

  /** Floats of a cache line. */
  private static final int LINE = 16;

  /** Channels that are transformed at a time, so that what lies between stays in L1. */
  private static final int CHUNK = 64;

  private final FloatKernels kernels;

  WinogradTile(FloatKernels kernels) {
    this.kernels = kernels;
  }

  /**
   * The least odd number of cache lines that holds so many floats. As distance of two points or
   * tiles it lets them fall into different sets of a cache; powers of two would all fall into one.
   */
  static int apart(int floats) {
    return ((floats + LINE - 1) / LINE | 1) * LINE;
  }

  /** Floats of scratch that each transform needs. */
  static int scratchLength() {
    return IN * IN * CHUNK;
  }

  /**
   * Transforms 6x6 pixels, channel by channel.
   *
   * @param d pixels, channels last and pixels of a row next to each other
   * @param start first element of the upper left pixel
   * @param row distance of two rows
   * @param to the points, row by row; modified
   * @param toStart first element of the first point
   * @param point distance of two points
   * @param scratch modified from {@code own} on
   */
  void input(
      int channels,
      float[] d,
      int start,
      int row,
      float[] to,
      int toStart,
      int point,
      float[] scratch,
      int own) {
    for (int from = 0; from < channels; from += CHUNK) {
      int count = Math.min(CHUNK, channels - from);
      for (int x = 0; x < IN; x++) {
        int column = start + x * channels + from;
        kernels.winogradInput(count, d, column, row, scratch, own + x * CHUNK, IN * CHUNK);
      }
      for (int y = 0; y < IN; y++) {
        int between = own + y * IN * CHUNK;
        int target = toStart + y * IN * point + from;
        kernels.winogradInput(count, scratch, between, CHUNK, to, target, point);
      }
    }
  }

  /**
   * Transforms the products of a tile into 4x4 results, {@code =} or {@code +=}.
   *
   * @param m products at the points, row by row
   * @param start first element of the first point
   * @param point distance of two points
   * @param to results; modified
   * @param toStart first element of the upper left pixel
   * @param pixel distance of two pixels of a row
   * @param row distance of two rows
   */
  void output(
      int channels,
      float[] m,
      int start,
      int point,
      float[] to,
      int toStart,
      int pixel,
      int row,
      boolean accumulate,
      float[] scratch,
      int own) {
    for (int from = 0; from < channels; from += CHUNK) {
      int count = Math.min(CHUNK, channels - from);
      for (int x = 0; x < IN; x++) {
        int column = start + x * point + from;
        int between = own + x * CHUNK;
        kernels.winogradOutput(count, m, column, IN * point, scratch, between, IN * CHUNK, false);
      }
      for (int y = 0; y < OUT; y++) {
        int between = own + y * IN * CHUNK;
        int target = toStart + y * row + from;
        kernels.winogradOutput(count, scratch, between, CHUNK, to, target, pixel, accumulate);
      }
    }
  }

  /**
   * Transforms the weights of {@code count} pairs of channels.
   *
   * @param g {@code [ky][kx][pair]} with {@code tap} from tap to tap
   * @param to {@code [point][pair]} with {@code point} from point to point; modified
   */
  void weights(
      int pairs,
      float[] g,
      int start,
      int tap,
      float[] to,
      int toStart,
      int point,
      float[] scratch,
      int own) {
    for (int from = 0; from < pairs; from += CHUNK) {
      int count = Math.min(CHUNK, pairs - from);
      for (int x = 0; x < 3; x++) {
        int column = start + x * tap + from;
        int between = own + x * CHUNK;
        kernels.winogradWeights(count, g, column, 3 * tap, scratch, between, IN * CHUNK);
      }
      for (int y = 0; y < IN; y++) {
        int between = own + y * IN * CHUNK;
        int target = toStart + y * IN * point + from;
        kernels.winogradWeights(count, scratch, between, CHUNK, to, target, point);
      }
    }
  }

  /** The adjoint of {@link #output}: gradients of 4x4 results to gradients of the products. */
  void outputGradient(
      int channels,
      float[] d,
      int start,
      int pixel,
      int row,
      float[] to,
      int toStart,
      int point,
      float[] scratch,
      int own) {
    for (int from = 0; from < channels; from += CHUNK) {
      int count = Math.min(CHUNK, channels - from);
      for (int x = 0; x < OUT; x++) {
        int column = start + x * pixel + from;
        int between = own + x * CHUNK;
        kernels.winogradOutputGradient(count, d, column, row, scratch, between, IN * CHUNK);
      }
      for (int y = 0; y < IN; y++) {
        int between = own + y * IN * CHUNK;
        int target = toStart + y * IN * point + from;
        kernels.winogradOutputGradient(count, scratch, between, CHUNK, to, target, point);
      }
    }
  }

  /** The adjoint of {@link #weights}; adds to the gradient of the weights. */
  void weightGradient(
      int pairs,
      float[] m,
      int start,
      int point,
      float[] to,
      int toStart,
      int tap,
      float[] scratch,
      int own) {
    for (int from = 0; from < pairs; from += CHUNK) {
      int count = Math.min(CHUNK, pairs - from);
      for (int x = 0; x < IN; x++) {
        int column = start + x * point + from;
        int between = own + x * CHUNK;
        kernels.winogradWeightGradient(
            count, m, column, IN * point, scratch, between, IN * CHUNK, false);
      }
      for (int y = 0; y < 3; y++) {
        int between = own + y * IN * CHUNK;
        int target = toStart + y * 3 * tap + from;
        kernels.winogradWeightGradient(count, scratch, between, CHUNK, to, target, tap, true);
      }
    }
  }
}
