package org.dietsnn.domain.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-15);

  @Test
  void equalLogitsCostTheLogarithmOfTheNumberOfClasses() {
    CrossEntropy loss = CrossEntropy.of(new double[] {3, 3, 3, 3}, new int[] {1});

    assertThat(loss.value()).isCloseTo(Math.log(4), EXACT);
    assertThat(loss.gradient()).containsExactly(0.25, -0.75, 0.25, 0.25);
  }

  @Test
  void handCalculationOfTwoImages() {
    // Softmax of (log 3, 0) is (3/4, 1/4).
    CrossEntropy loss =
        CrossEntropy.of(new double[] {Math.log(3), 0, 0, Math.log(3)}, new int[] {0, 0});

    assertThat(loss.value()).isCloseTo((Math.log(4.0 / 3) + Math.log(4)) / 2, EXACT);
    double[] expected = {-0.125, 0.125, -0.375, 0.375};
    for (int i = 0; i < expected.length; i++) {
      assertThat(loss.gradient()[i]).isCloseTo(expected[i], EXACT);
    }
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    CrossEntropy loss = CrossEntropy.of(new double[] {1e6, -1e6}, new int[] {1});

    assertThat(loss.value()).isEqualTo(2e6);
    assertThat(loss.gradient()).containsExactly(1, -1);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void theGradientOfEachImageSumsToZeroAndEqualsDifferences(@ForAll int seed) {
    Random random = new Random(seed);
    double[] logits = random.doubles(12, -3, 3).toArray();
    int[] labels = {random.nextInt(4), random.nextInt(4), random.nextInt(4)};
    double[] gradient = CrossEntropy.of(logits, labels).gradient();

    for (int n = 0; n < 3; n++) {
      double sum = Arrays.stream(gradient, 4 * n, 4 * n + 4).sum();
      assertThat(sum).isCloseTo(0, Offset.offset(1e-14));
    }
    for (int i = 0; i < logits.length; i++) {
      double[] above = logits.clone();
      double[] below = logits.clone();
      above[i] += 1e-5;
      below[i] -= 1e-5;
      double difference =
          (CrossEntropy.of(above, labels).value() - CrossEntropy.of(below, labels).value()) / 2e-5;
      assertThat(gradient[i]).isCloseTo(difference, Offset.offset(1e-9));
    }
  }

  @Test
  void labelsThatAreNoClassAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CrossEntropy.of(new double[4], new int[] {0, 2}))
        .withMessageContaining("label 2 of image 1, must be in [0, 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CrossEntropy.of(new double[5], new int[] {0, 1}))
        .withMessageContaining("5 logits do not divide among 2 labels");
  }
}
