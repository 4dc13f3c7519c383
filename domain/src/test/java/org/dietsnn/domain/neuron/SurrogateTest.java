package org.dietsnn.domain.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SurrogateTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-15);

  @Test
  void theStandardSurrogateIsATriangleOfHeightThreeTenths() {
    Surrogate linear = Surrogate.standard();

    assertThat(linear.derivative(0)).isEqualTo(0.3);
    assertThat(linear.derivative(0.5)).isEqualTo(0.15);
    assertThat(linear.derivative(-0.5)).isEqualTo(0.15);
    assertThat(linear.derivative(1)).isZero();
    assertThat(linear.derivative(-7)).isZero();
  }

  @Test
  void theOthersHaveTheValuesOfTheirFormulas() {
    assertThat(new Surrogate.Exponential(0.3, 2).derivative(-1))
        .isCloseTo(0.3 / (Math.E * Math.E), EXACT);
    assertThat(new Surrogate.FastSigmoid(3).derivative(1)).isCloseTo(1.0 / 16, EXACT);
    // pi / 2 * 2 * (1 / pi) = 1, so half of the peak alpha / 2 = 1.
    assertThat(new Surrogate.ArcTan(2).derivative(1 / Math.PI)).isCloseTo(0.5, EXACT);
    assertThat(new Surrogate.Rectangular(0.5).derivative(0.2)).isEqualTo(2);
    assertThat(new Surrogate.Rectangular(0.5).derivative(0.25)).isZero();
  }

  @Test
  void areasUnderThemAreThoseOfTheIntegrals() {
    assertThat(area(new Surrogate.Linear(0.3), 2)).isCloseTo(0.3, Offset.offset(1e-4));
    assertThat(area(new Surrogate.Exponential(0.4, 2), 20)).isCloseTo(0.4, Offset.offset(1e-4));
    assertThat(area(new Surrogate.Rectangular(1.2), 2)).isCloseTo(1, Offset.offset(1e-3));
    // 2 * (1 - 1 / (1 + slope * end)) / slope, and 2 / pi * atan(pi / 2 * alpha * end)
    assertThat(area(new Surrogate.FastSigmoid(2), 20)).isCloseTo(1 - 1 / 41.0, Offset.offset(1e-4));
    assertThat(area(new Surrogate.ArcTan(2), 20))
        .isCloseTo(2 / Math.PI * Math.atan(20 * Math.PI), Offset.offset(1e-4));
  }

  @Property
  void allAreEvenAndNeverNegative(@ForAll @DoubleRange(min = 0, max = 50) double z) {
    for (Surrogate surrogate :
        List.of(
            Surrogate.standard(),
            new Surrogate.Exponential(0.3, 2),
            new Surrogate.FastSigmoid(3),
            new Surrogate.ArcTan(2),
            new Surrogate.Rectangular(1))) {
      assertThat(surrogate.derivative(z)).isEqualTo(surrogate.derivative(-z)).isNotNegative();
    }
  }

  @Test
  void parametersMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Surrogate.Linear(0))
        .withMessageContaining("gamma = 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Surrogate.Exponential(1, Double.POSITIVE_INFINITY))
        .withMessageContaining("beta = Infinity");
  }

  private static double area(Surrogate surrogate, double end) {
    int steps = 200_000;
    double width = 2 * end / steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += surrogate.derivative(-end + (i + 0.5) * width) * width;
    }
    return sum;
  }
}
