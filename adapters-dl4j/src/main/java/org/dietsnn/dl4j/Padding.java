package org.dietsnn.dl4j;

/** Zeros on each side of an image, as the mode of a convolution wants them. */
final class Padding {
  private Padding() {}

  /**
   * The padding of a convolution or pooling for an image of a side. In mode Same the result has
   * ceil(side / stride) neurons and what is missing is padded, one more at the right and bottom if
   * it is odd; otherwise the padding is the one that is set.
   *
   * @return -1 if it would have to be uneven
   */
  static int of(LayerConfig layer, int side) {
    if (!layer.word("convolutionMode").equals("Same")) {
      return layer.square("padding");
    }
    int stride = Math.max(1, layer.square("stride"));
    int missing = ((side + stride - 1) / stride - 1) * stride + layer.square("kernelSize") - side;
    return missing <= 0 ? 0 : missing % 2 == 0 ? missing / 2 : -1;
  }
}
