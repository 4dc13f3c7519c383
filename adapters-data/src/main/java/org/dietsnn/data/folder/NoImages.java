package org.dietsnn.data.folder;

import org.dietsnn.application.port.out.ImageSet;

/** The part of a data set that its folder does not have. */
public final class NoImages implements ImageSet {
  @Override
  public int size() {
    return 0;
  }

  @Override
  public int label(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public void read(int index, float[] into, int offset) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public String fingerprint() {
    return "no images";
  }
}
