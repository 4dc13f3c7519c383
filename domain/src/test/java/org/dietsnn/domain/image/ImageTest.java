package org.dietsnn.domain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dietsnn.domain.network.Shape;
import org.junit.jupiter.api.Test;

class ImageTest {
  private static final Shape SHAPE = new Shape(2, 2, 3);
  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  @Test
  void noAugmentationLeavesTheImage() {
    float[] target = new float[14];

    Augmentation.none().draw(new SplittableRandom(1)).apply(IMAGE, SHAPE, target, 1);

    assertThat(target).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0);
  }

  @Test
  void flippingMirrorsEveryChannelAboutHalfOfTheTime() {
    SplittableRandom random = new SplittableRandom(1);
    float[] mirrored = {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10};
    int flips = 0;
    for (int i = 0; i < 1000; i++) {
      float[] target = new float[12];
      new Augmentation(0, true).draw(random).apply(IMAGE, SHAPE, target, 0);
      boolean flipped = target[0] == 3;
      assertThat(target).containsExactly(flipped ? mirrored : IMAGE);
      flips += flipped ? 1 : 0;
    }
    assertThat(flips).isBetween(430, 570);
  }

  @Test
  void everyCropOutOfThePaddedImageOccurs() {
    SplittableRandom random = new SplittableRandom(2);
    Set<String> crops = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      float[] target = new float[4];
      new Augmentation(1, false)
          .draw(random)
          .apply(new float[] {1, 2, 3, 4}, new Shape(1, 2, 2), target, 0);
      crops.add(Arrays.toString(target));
    }

    assertThat(crops)
        .hasSize(9)
        .contains("[1.0, 2.0, 3.0, 4.0]", "[0.0, 0.0, 0.0, 1.0]", "[4.0, 0.0, 0.0, 0.0]")
        .contains("[3.0, 4.0, 0.0, 0.0]", "[0.0, 1.0, 0.0, 3.0]");
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void everyImageTakesTheSameNumberOfDraws(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int padding, @ForAll boolean flip) {
    SplittableRandom one = new SplittableRandom(seed);
    SplittableRandom other = new SplittableRandom(seed);

    new Augmentation(padding, flip).draw(one);
    new Augmentation(padding, !flip).draw(other);

    assertThat(one.nextLong()).isEqualTo(other.nextLong());
  }

  @Test
  void normalisationStandardisesEachChannelInPlace() {
    float[] pixels = {9, 0.5f, 1, 0.25f, 0.75f};

    new Normalisation(List.of(0.5, 0.25), List.of(0.5, 0.25)).apply(pixels, 1, 2);

    assertThat(pixels).containsExactly(9, 0, 1, 0, 2);
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Augmentation(-1, true))
        .withMessageContaining("padding -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalisation(List.of(0.5), List.of(0.5, 0.5)))
        .withMessageContaining("[0.5] and [0.5, 0.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalisation(List.of(0.5), List.of(0.0)))
        .withMessageContaining("> 0");
  }
}
