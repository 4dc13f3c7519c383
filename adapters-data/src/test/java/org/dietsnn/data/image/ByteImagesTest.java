package org.dietsnn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteImagesTest {
  private final ByteImages images =
      new ByteImages(new int[] {3, 1}, new byte[] {0, (byte) 255, 51, (byte) 200}, 255);

  @Test
  void givenUnsignedBytesWhenReadThenAreFractionsOfWhite() {
    float[] into = new float[4];
    images.read(1, into, 1);
    assertThat(into).containsExactly(0, 51 / 255f, 200 / 255f, 0);
    images.read(0, into, 0);
    assertThat(into).startsWith(0f, 1f);
    assertThat(images.label(0)).isEqualTo(3);
    assertThat(images.size()).isEqualTo(2);
  }

  @Test
  void givenAnotherLabelOrPixelWhenHashedThenFingerprintDiffers() {
    byte[] pixels = {0, (byte) 255, 51, (byte) 200};
    assertThat(new ByteImages(new int[] {3, 1}, pixels, 255).fingerprint())
        .isEqualTo(images.fingerprint())
        .isNotEqualTo(new ByteImages(new int[] {1, 3}, pixels, 255).fingerprint());
    byte[] others = {0, (byte) 255, 52, (byte) 200};
    assertThat(new ByteImages(new int[] {3, 1}, others, 255).fingerprint())
        .isNotEqualTo(images.fingerprint());
  }

  @Test
  void givenAnImageThatIsNotThereWhenReadThenIsRefused() {
    assertThatThrownBy(() -> images.read(2, new float[2], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void givenPixelsThatDoNotDivideWhenConstructedThenIsRefused() {
    assertThatThrownBy(() -> new ByteImages(new int[2], new byte[5], 255))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 pixels cannot be shared out among 2 images");
  }
}
