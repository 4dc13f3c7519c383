package org.dietsnn.cpu.engine;

/**
 * Currents of one block of channels in some images, {@code [image][set of steps][pixel][column of
 * the block]}, for some of the pixels.
 *
 * @param p population
 * @param first place of the first image
 * @param end end of the places
 * @param from first pixel
 * @param to end of the pixels
 * @param floats the currents, modified
 * @param origin the first element
 */
record HeldCurrents(
    int p,
    int first,
    int end,
    int block,
    int from,
    int to,
    float[] floats,
    int origin,
    int width,
    int stepStride,
    int imageStride) {

  /** Sets of steps that there is room for. */
  int slots() {
    return imageStride / stepStride;
  }

  /** The first element of an image. */
  int start(int place) {
    return origin + (place - first) * imageStride;
  }
}
