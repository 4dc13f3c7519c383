package org.dietsnn.domain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResizedCropTest {
  private static final ResizedCrop CROP = ResizedCrop.standard();

  @Property(tries = 500, edgeCases = EdgeCasesMode.MIXIN)
  void everyPartLiesInTheImage(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3000) int width,
      @ForAll @IntRange(min = 1, max = 3000) int height) {
    ImagePart part = CROP.draw(width, height, new SplittableRandom(seed));

    assertThat(part.left() + part.width()).isLessThanOrEqualTo(width);
    assertThat(part.top() + part.height()).isLessThanOrEqualTo(height);
  }

  @Test
  void areaAndShapeAreAsWide() {
    SplittableRandom random = new SplittableRandom(1);
    double leastArea = 1;
    double greatestArea = 0;
    double narrowest = 9;
    double widest = 0;
    double logRatios = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      ImagePart part = CROP.draw(1000, 1000, random);
      double area = part.width() * part.height() / 1e6;
      double ratio = (double) part.width() / part.height();
      leastArea = Math.min(leastArea, area);
      greatestArea = Math.max(greatestArea, area);
      narrowest = Math.min(narrowest, ratio);
      widest = Math.max(widest, ratio);
      logRatios += Math.log(ratio) / draws;
    }

    assertThat(leastArea).isCloseTo(0.08, within(0.002));
    assertThat(greatestArea).isBetween(0.95, 1.0);
    assertThat(narrowest).isCloseTo(0.75, within(0.01));
    assertThat(widest).isCloseTo(4 / 3.0, within(0.01));
    // Symmetric in the logarithm, whatever the part of the draws that do not fit.
    assertThat(logRatios).isCloseTo(0, within(0.005));
  }

  @Test
  void theWholeImageIsTheMiddleCutToTheNearestShapeWhereNothingFits() {
    ResizedCrop whole = new ResizedCrop(1);

    assertThat(whole.draw(1000, 30, new SplittableRandom(1)))
        .isEqualTo(new ImagePart(480, 0, 40, 30));
    assertThat(whole.draw(30, 1001, new SplittableRandom(1)))
        .isEqualTo(new ImagePart(0, 480, 30, 40));
  }

  @Test
  void centresAreRoundedToTheEvenPixel() {
    assertThat(ImagePart.centre(341, 256, 224)).isEqualTo(new ImagePart(58, 16, 224, 224));
    assertThat(ImagePart.centre(339, 256, 224)).isEqualTo(new ImagePart(58, 16, 224, 224));
    assertThat(ImagePart.centre(337, 256, 224)).isEqualTo(new ImagePart(56, 16, 224, 224));
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ResizedCrop(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ResizedCrop(1.01));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhotographView(31, 32, CROP))
        .withMessageContaining("a crop of 32 pixels out of a side of 31");
    assertThatIllegalArgumentException().isThrownBy(() -> new ImagePart(0, 0, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ByteImage(2, 2, 3, new byte[11]))
        .withMessageContaining("11 samples");
  }
}
