package org.dietsnn.domain.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void stepsDivideByFiveAtSixtyEightyAndNinetyPercent() {
    Schedule schedule = Schedule.Step.standard();

    assertThat(schedule.factor(0)).isEqualTo(1);
    assertThat(schedule.factor(0.599)).isEqualTo(1);
    assertThat(schedule.factor(0.6)).isEqualTo(0.2);
    assertThat(schedule.factor(0.8)).isCloseTo(0.04, Offset.offset(1e-15));
    assertThat(schedule.factor(1)).isCloseTo(0.008, Offset.offset(1e-15));
  }

  @Test
  void cosineRisesLinearlyThenFallsToItsEndAndStaysThere() {
    Schedule schedule = new Schedule.Cosine(0.2, 0.1);

    assertThat(schedule.factor(0)).isPositive().isLessThan(0.01);
    assertThat(schedule.factor(0.1)).isCloseTo(0.5, Offset.offset(1e-12));
    assertThat(schedule.factor(0.2)).isEqualTo(1);
    assertThat(schedule.factor(0.6)).isCloseTo(0.55, Offset.offset(1e-12));
    assertThat(schedule.factor(1)).isCloseTo(0.1, Offset.offset(1e-12));
    assertThat(schedule.factor(1.5)).isCloseTo(0.1, Offset.offset(1e-12));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void noScheduleRisesAfterItsWarmUp(
      @ForAll @DoubleRange(min = 0, max = 1) double a,
      @ForAll @DoubleRange(min = 0, max = 1) double b,
      @ForAll @DoubleRange(min = 0, max = 0.9) double warmup,
      @ForAll @DoubleRange(min = 0, max = 1) double end) {
    double early = Math.max(warmup, Math.min(a, b));
    double late = Math.max(warmup, Math.max(a, b));
    for (Schedule schedule :
        List.of(
            new Schedule.Constant(), Schedule.Step.standard(), new Schedule.Cosine(warmup, end))) {
      assertThat(schedule.factor(late)).isBetween(0.0, schedule.factor(early) + 1e-12);
    }
  }

  @Test
  void impossibleSchedulesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Step(0.5, List.of()))
        .withMessageContaining("divisor 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Step(5, List.of(60.0)))
        .withMessageContaining("[60.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Cosine(1, 0))
        .withMessageContaining("warm-up 1.0");
  }
}
