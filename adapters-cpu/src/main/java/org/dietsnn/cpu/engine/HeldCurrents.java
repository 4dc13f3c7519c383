package org.dietsnn.cpu.engine;

/**
 * Currents of one block of channels in some images, {@code [image][set of steps][pixel][column of
 * the block]}, for some of the pixels. One thread's, which has one of them at a time.
 */
final class HeldCurrents {
  private int p;
  private int first;
  private int end;
  private int block;
  private int from;
  private int to;
  private float[] floats;
  private int origin;
  private int width;
  private int stepStride;
  private int imageStride;

  /**
   * The images, and where the currents are.
   *
   * @param population the population
   * @param firstPlace place of the first image
   * @param endPlace end of the places
   * @param currents the currents, modified
   * @param columns columns of a block
   */
  void images(int population, int firstPlace, int endPlace, float[] currents, int columns) {
    p = population;
    first = firstPlace;
    end = endPlace;
    floats = currents;
    width = columns;
  }

  /**
   * The block and the pixels.
   *
   * @param channels the block
   * @param firstPixel first pixel
   * @param endPixel end of the pixels
   * @param start the first current
   * @param stepDistance distance of two sets of steps
   * @param imageDistance distance of two images
   */
  void pixels(
      int channels, int firstPixel, int endPixel, int start, int stepDistance, int imageDistance) {
    block = channels;
    from = firstPixel;
    to = endPixel;
    origin = start;
    stepStride = stepDistance;
    imageStride = imageDistance;
  }

  int p() {
    return p;
  }

  int first() {
    return first;
  }

  int end() {
    return end;
  }

  int block() {
    return block;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  float[] floats() {
    return floats;
  }

  int width() {
    return width;
  }

  int stepStride() {
    return stepStride;
  }

  int imageStride() {
    return imageStride;
  }

  /** Sets of steps that there is room for. */
  int slots() {
    return imageStride / stepStride;
  }

  /** The first element of an image. */
  int start(int place) {
    return origin + (place - first) * imageStride;
  }
}
