package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrainingSplitTest {

  @Property(tries = 200)
  void everyImageIsOnExactlyOneSideAndNeitherSideIsEmpty(
      @ForAll @IntRange(min = 2, max = 500) int size,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double share,
      @ForAll long seed) {
    TrainingSplit split = TrainingSplit.of(new NumberedImages(size, 1, 2), share, seed);

    int[] both =
        IntStream.concat(IntStream.of(split.training()), IntStream.of(split.validation()))
            .sorted()
            .toArray();
    assertThat(both).containsExactly(IntStream.range(0, size).toArray());
    assertThat(split.training()).isNotEmpty();
    assertThat(Math.abs(split.validation().length - share * size)).isLessThanOrEqualTo(1);
  }

  @Test
  void theSplitIsThatOfTheSeed() {
    NumberedImages images = new NumberedImages(100, 1, 2);

    int[] first = TrainingSplit.of(images, 0.1, 1).validation();

    assertThat(TrainingSplit.of(images, 0.1, 1).validation()).containsExactly(first);
    assertThat(TrainingSplit.of(images, 0.1, 2).validation()).isNotEqualTo(first);
    assertThat(images.reads()).isEmpty();
  }

  @Test
  void oneImageCannotBeSplit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingSplit.of(new NumberedImages(1, 1, 2), 0.5, 1))
        .withMessageContaining("at least 2 images")
        .withMessageContaining("found 1");
  }
}
