package org.dietsnn.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void valuesNearEachOtherBeginAtZero() {
    Axis axis = Axis.over(List.of(30.0, 90.0));

    assertThat(axis).isEqualTo(new Axis(0, 100, false));
    assertThat(axis.ticks()).containsExactly(0.0, 25.0, 50.0, 75.0, 100.0);
    assertThat(axis.place(25)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void valuesFarApartGoByPowersOfTen() {
    Axis axis = Axis.over(List.of(3.0, 400.0));

    assertThat(axis).isEqualTo(new Axis(1, 1000, true));
    assertThat(axis.ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(axis.place(10)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void lengthsAreComparedFromZeroHoweverDifferent() {
    assertThat(Axis.fromZero(List.of(1.0, 1000.0))).isEqualTo(new Axis(0, 1000, false));
  }

  @Test
  void nothingAtAllHasAnAxisToo() {
    Axis axis = Axis.fromZero(List.of(0.0, 0.0));

    assertThat(axis.place(0)).isZero();
    assertThat(axis.ticks()).hasSizeGreaterThan(1);
  }
}
