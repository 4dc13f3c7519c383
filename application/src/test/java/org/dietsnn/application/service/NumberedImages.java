package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.domain.tensor.Tensor;

/** Images whose every pixel is their number, of class number modulo classes; remembers reads. */
final class NumberedImages implements ImageSet {
  private final int size;
  private final int pixels;
  private final int classes;
  private final List<Integer> reads = new ArrayList<>();

  NumberedImages(int size, int pixels, int classes) {
    this.size = size;
    this.pixels = pixels;
    this.classes = classes;
  }

  /** The numbers of all images read, in order. */
  List<Integer> reads() {
    return reads;
  }

  /** The numbers of the images in a batch. */
  static List<Integer> numbers(Tensor images) {
    List<Integer> numbers = new ArrayList<>();
    int count = images.shape()[0];
    for (int n = 0; n < count; n++) {
      numbers.add((int) images.at(n * (images.size() / count)));
    }
    return numbers;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int label(int index) {
    return index % classes;
  }

  @Override
  public void read(int index, float[] into, int offset) {
    reads.add(index);
    for (int i = 0; i < pixels; i++) {
      into[offset + i] = index;
    }
  }

  @Override
  public String fingerprint() {
    return "numbered-" + size;
  }
}
