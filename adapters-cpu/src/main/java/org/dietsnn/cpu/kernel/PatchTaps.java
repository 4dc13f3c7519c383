package org.dietsnn.cpu.kernel;

/**
 * Which taps of a convolution read pixels that are there, output pixel by output pixel: of small
 * padded images many read zeros (5 of 9 at 2x2 pixels), and a product can leave them out if it
 * takes the same output pixel of many images together.
 */
final class PatchTaps {
  /** Share of taps that must read zeros for it to be worth while. */
  private static final double ZEROS = 0.25;

  private final int images;
  private final int pixels;
  private final int channels;
  private final int[] shift;
  private final int[] offset;
  private final boolean[] sees;

  /**
   * Images with zeros around them.
   *
   * @param height rows with the zeros
   * @param width columns with the zeros
   * @param top rows of zeros above
   * @param left columns of zeros to the left
   * @param innerHeight rows without the zeros around
   * @param innerWidth columns without the zeros around
   */
  record Padded(int height, int width, int top, int left, int innerHeight, int innerWidth) {
    private boolean hasPixel(int y, int x) {
      return y >= top && y < top + innerHeight && x >= left && x < left + innerWidth;
    }
  }

  /**
   * Of windows that slide over padded images.
   *
   * @param images most images in one call
   * @param padded the images
   * @param g shape of the kernel
   * @param channels channels of a pixel
   * @param stride step of the windows
   * @return null where too few taps read zeros
   */
  static PatchTaps of(int images, Padded padded, ConvGeometry g, int channels, int stride) {
    PatchTaps taps = new PatchTaps(images, padded, g, channels, stride);
    int seen = 0;
    for (boolean one : taps.sees) {
      seen += one ? 1 : 0;
    }
    return seen <= (1 - ZEROS) * taps.sees.length ? taps : null;
  }

  private PatchTaps(int images, Padded padded, ConvGeometry g, int channels, int stride) {
    int height = padded.height();
    int width = padded.width();
    int columns = (width - g.kernelWidth()) / stride + 1;
    this.images = images;
    this.channels = channels;
    this.pixels = ((height - g.kernelHeight()) / stride + 1) * columns;
    this.shift = new int[g.kernelHeight() * g.kernelWidth()];
    this.offset = new int[pixels * images];
    this.sees = new boolean[pixels * shift.length];
    for (int tap = 0; tap < shift.length; tap++) {
      int ky = tap / g.kernelWidth();
      int kx = tap % g.kernelWidth();
      shift[tap] = (ky * width + kx) * channels;
      for (int pixel = 0; pixel < pixels; pixel++) {
        int y = pixel / columns * stride + ky;
        int x = pixel % columns * stride + kx;
        sees[pixel * shift.length + tap] = padded.hasPixel(y, x);
      }
    }
    for (int pixel = 0; pixel < pixels; pixel++) {
      int first = (pixel / columns * width + pixel % columns) * stride * channels;
      for (int image = 0; image < images; image++) {
        offset[pixel * images + image] = image * height * width * channels + first;
      }
    }
  }

  /** Taps of the kernel, which are its depth together with the channels. */
  int count() {
    return shift.length;
  }

  int channels() {
    return channels;
  }

  /** Output pixels of an image. */
  int pixels() {
    return pixels;
  }

  /** Whether an output pixel reads more than zeros through a tap. */
  boolean sees(int pixel, int tap) {
    return sees[pixel * shift.length + tap];
  }

  /** How far behind the beginning of a patch a tap reads. */
  int shift(int tap) {
    return shift[tap];
  }

  /** Where the patches begin, those of the same output pixel in all images one after the other. */
  int[] offset() {
    return offset;
  }

  /** Where those of an output pixel begin in {@link #offset}. */
  int firstOffset(int pixel) {
    return pixel * images;
  }
}
