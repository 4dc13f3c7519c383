package org.dietsnn.data.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Objects;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.data.hash.Sha256;

/** Images kept as one byte per pixel, a quarter of what they take as float32. */
public final class ByteImages implements ImageSet {
  private final int[] labels;
  private final byte[] pixels;
  private final int imageSize;
  private final float[] values;
  private String fingerprint;

  /**
   * Images of one size.
   *
   * @param labels class of each image; copied
   * @param pixels unsigned bytes {@code [image][channel][row][column]}; kept, not copied: do not
   *     modify
   * @param white the byte that stands for 1; no byte may be greater
   * @throws IllegalArgumentException if the pixels are not the same number for each label
   */
  public ByteImages(int[] labels, byte[] pixels, int white) {
    if (labels.length == 0 || pixels.length % labels.length != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d pixels cannot be shared out among %d images",
              pixels.length,
              labels.length));
    }
    this.labels = labels.clone();
    this.pixels = pixels;
    this.imageSize = pixels.length / labels.length;
    this.values = new float[white + 1];
    for (int value = 0; value <= white; value++) {
      values[value] = (float) value / white;
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public void read(int index, float[] into, int offset) {
    int start = Objects.checkIndex(index, labels.length) * imageSize;
    for (int i = 0; i < imageSize; i++) {
      into[offset + i] = values[pixels[start + i] & 0xFF];
    }
  }

  /** SHA-256 of the labels (4 bytes each, most significant first) and the pixel bytes. */
  @Override
  public synchronized String fingerprint() {
    if (fingerprint == null) {
      MessageDigest digest = Sha256.begin();
      ByteBuffer four = ByteBuffer.allocate(Integer.BYTES);
      for (int label : labels) {
        digest.update(four.clear().putInt(label).array());
      }
      digest.update(pixels);
      fingerprint = Sha256.end(digest);
    }
    return fingerprint;
  }
}
