package org.dietsnn.application.port.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dietsnn.application.port.out.PeakMemory;
import org.junit.jupiter.api.Test;

class PassTimesTest {
  private static PassTimes times(Double... seconds) {
    return new PassTimes(
        BenchmarkedPass.INFERENCE, 8, 5, List.of(seconds), new PeakMemory(1, "a test"));
  }

  @Test
  void imagesPerSecondAreThoseOfTheMedianSlowestAndFastestRound() {
    PassTimes times = times(1.0, 4.0, 2.0);

    assertThat(times.imagesPerSecond()).isCloseTo(4, within(1e-12));
    assertThat(times.leastImagesPerSecond()).isCloseTo(2, within(1e-12));
    assertThat(times.greatestImagesPerSecond()).isCloseTo(8, within(1e-12));
  }

  @Test
  void speedsAreComparedRoundByRound() {
    // Quotients 3, 1 and 2; the medians alone, 3 and 2 seconds, would say 1.5.
    assertThat(times(1.0, 2.0, 4.0).timesAsFastAs(times(3.0, 2.0, 8.0)))
        .isCloseTo(2, within(1e-12));
  }

  @Test
  void roundsThatDidNotAlternateCannotBeCompared() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> times(1.0, 2.0).timesAsFastAs(times(1.0)))
        .withMessage("rounds must be as many, this = 2, other = 1");
  }
}
