package org.dietsnn.data.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.dietsnn.domain.image.ByteImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with what Pillow decodes the same files to. */
class PhotographDecoderTest {
  private static final int PNG_WIDTH = 16;
  private static final int PNG_HEADER_CHECK = 29;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "full-colour.jpg",
        "progressive.jpg",
        "grey.jpg",
        "unmarked.jpg",
        "unmarked-full.jpg",
        "cmyk.jpg",
        "ycck.jpg",
        "exif-1.jpg",
        "exif-2.jpg",
        "exif-3.jpg",
        "exif-4.jpg",
        "exif-5.jpg",
        "exif-6.jpg",
        "exif-7.jpg",
        "exif-8.jpg",
        "rgb.png",
        "grey.png",
        "bits.png",
        "grey2.png",
        "rgba.png",
        "grey-alpha.png",
        "palette.png",
        "palette-transparent.png",
        "rgb16.png",
        "grey16.png",
        "interlaced.png"
      })
  void everyKindOfImageIsDecodedAsByPillow(String name) throws BrokenImageException {
    ByteImage expected = Recorded.rgb(name + ".rgb");

    ByteImage found = PhotographDecoder.decode(Recorded.file(name));

    assertThat(found.width()).isEqualTo(expected.width());
    assertThat(found.height()).isEqualTo(expected.height());
    assertThat(found.channels()).isEqualTo(3);
    assertThat(found.samples()).isEqualTo(expected.samples());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"baseline.jpg", "progressive.jpg", "cmyk.jpg", "rgb.png", "interlaced.png"})
  void anImageThatIsCutShortAnywhereIsBroken(String name) {
    byte[] whole = Recorded.file(name);

    for (int length = 0; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PhotographDecoder.decode(cut))
          .as("%s cut to %d bytes", name, length)
          .isInstanceOf(BrokenImageException.class)
          .message()
          .isNotBlank();
    }
  }

  @Test
  void whatIsNoImageIsSaidToBeNone() {
    assertThatThrownBy(() -> PhotographDecoder.decode("GIF89a...".getBytes(US_ASCII)))
        .hasMessage(
            "is no JPEG or PNG image: it begins with the bytes 47 49 46 38; convert or remove it");
    assertThatThrownBy(() -> PhotographDecoder.decode(new byte[0]))
        .hasMessageStartingWith("is empty");
  }

  @Test
  void anImageThatSaysItIsHugeIsRefusedBeforeMemoryIsTakenForIt() {
    byte[] png = Recorded.file("rgb.png");
    ByteBuffer.wrap(png).putInt(PNG_WIDTH, 60_000).putInt(PNG_WIDTH + 4, 50_000);
    CRC32 check = new CRC32();
    check.update(png, PNG_WIDTH - 4, PNG_HEADER_CHECK - PNG_WIDTH + 4);
    ByteBuffer.wrap(png).putInt(PNG_HEADER_CHECK, (int) check.getValue());

    assertThatThrownBy(() -> PhotographDecoder.decode(png))
        .isInstanceOf(BrokenImageException.class)
        .hasMessage(
            "says it has 60000 x 50000 pixels, allowed are 178956970 pixels in all and sides of 1 to 65535");
  }

  @Test
  void aJpegThatSaysItIsHugeIsRefusedToo() {
    byte[] jpeg = Recorded.file("baseline.jpg");
    int frame = 0;
    while (jpeg[frame] != (byte) 0xFF || jpeg[frame + 1] != (byte) 0xC0) {
      frame++;
    }
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 65_000).putShort(frame + 7, (short) 65_000);

    assertThatThrownBy(() -> PhotographDecoder.decode(jpeg))
        .isInstanceOf(BrokenImageException.class)
        .hasMessageStartingWith("says it has 65000 x 65000 pixels");
  }
}
