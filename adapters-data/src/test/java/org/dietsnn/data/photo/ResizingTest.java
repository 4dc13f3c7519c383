package org.dietsnn.data.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.dietsnn.domain.image.ByteImage;
import org.dietsnn.domain.image.ImagePart;
import org.dietsnn.domain.image.PhotographView;
import org.dietsnn.domain.image.Resampling;
import org.dietsnn.domain.image.ResizedCrop;
import org.junit.jupiter.api.Test;

/**
 * The views of photographs, compared with Pillow's resizing: those of recorded lines 0 to 2 are
 * resized and cut as torchvision's Resize and CenterCrop do it.
 */
class ResizingTest {
  private static final List<int[]> LINES =
      new String(Recorded.file("resize.csv"), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(ResizingTest::numbers)
          .toList();

  private static int[] numbers(String line) {
    return List.of(line.split(",")).stream().mapToInt(Integer::parseInt).toArray();
  }

  private static ByteImage photograph() throws BrokenImageException {
    return PhotographDecoder.decode(Recorded.file("resize.png"));
  }

  @Test
  void theMiddleOfTheResizedImageIsThatOfPillow() throws BrokenImageException {
    int[] resize = {37, 200, 75};
    for (int line = 0; line < resize.length; line++) {
      int side = LINES.get(line)[8];
      float[] found = new float[3 * side * side + 1];

      new PhotographView(resize[line], side, ResizedCrop.standard()).middle(photograph(), found, 1);

      requireSame(found, 1, Recorded.rgb("resize-" + line + ".rgb"));
    }
  }

  @Test
  void aPartResizedIsThatOfPillowToo() throws BrokenImageException {
    for (int line = 0; line < LINES.size(); line++) {
      int[] n = LINES.get(line);
      float[] found = new float[3 * n[8] * n[8]];

      Resampling.resize(
          photograph(),
          new ImagePart(n[0], n[1], n[2], n[3]),
          n[4],
          n[5],
          new ImagePart(n[6], n[7], n[8], n[8]),
          found,
          0);

      requireSame(found, 0, Recorded.rgb("resize-" + line + ".rgb"));
    }
  }

  @Test
  void toTrainTheDrawnPartIsResizedToTheCrop() throws BrokenImageException {
    ByteImage photograph = photograph();
    ResizedCrop crop = ResizedCrop.standard();
    for (long seed = 0; seed < 20; seed++) {
      float[] found = new float[3 * 16 * 16];
      float[] expected = new float[3 * 16 * 16];
      ImagePart drawn = crop.draw(113, 75, new SplittableRandom(seed));
      Resampling.resize(photograph, drawn, 16, 16, ImagePart.whole(16, 16), expected, 0);

      new PhotographView(18, 16, crop).random(photograph, new SplittableRandom(seed), found, 0);

      assertThat(found).isEqualTo(expected);
    }
  }

  private static void requireSame(float[] found, int offset, ByteImage expected) {
    int pixels = expected.width() * expected.height();
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < pixels; i++) {
        float wanted = (float) (expected.samples()[3 * i + c] & 0xFF) / 255;
        assertThat(found[offset + c * pixels + i]).isEqualTo(wanted);
      }
    }
  }
}
