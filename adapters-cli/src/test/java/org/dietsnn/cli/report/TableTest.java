package org.dietsnn.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void wordsStandToTheLeftAndNumbersToTheRight() {
    String table =
        new Table("network", "accuracy [%]", "95 %\ninterval", "images/s")
            .row("ANN", "97.10", "95.00 - 98.00", "12000")
            .row("trained SNN", "100", "9.00 - 98.00", "-")
            .toString();

    assertThat(table.lines())
        .containsExactly(
            "                                    95 %",
            "network      accuracy [%]       interval  images/s",
            "-----------  ------------  -------------  --------",
            "ANN                 97.10  95.00 - 98.00     12000",
            "trained SNN           100   9.00 - 98.00         -");
  }

  @Test
  void aCellMayHaveSeveralLines() {
    String table = new Table("name", "why").row("a", "one\ntwo").row("b", "").toString();

    assertThat(table.lines())
        .containsExactly("name  why", "----  ---", "a     one", "      two", "b");
  }

  @Test
  void numbersWithAnExponentAreNumbers() {
    String table = new Table("difference").row("1.2e-07").row("0").toString();

    assertThat(table.lines())
        .containsExactly("difference", "----------", "   1.2e-07", "         0");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThatThrownBy(() -> new Table("a", "b").row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells in a table of 2 columns");
  }

  @Test
  void aCurveSpansItsValues() {
    String chart = Chart.of("Accuracy [%]", List.of(10.0, 45.0, 80.0), "epoch");

    assertThat(chart.lines())
        .containsExactly(
            "Accuracy [%]",
            "   80.00 |  *",
            "         |",
            "         |",
            "         |",
            "         | *",
            "         |",
            "         |",
            "   10.00 |*",
            "         +--- epoch 3");
  }

  @Test
  void aFlatCurveIsALine() {
    assertThat(Chart.of("Loss", List.of(1.0, 1.0), "epoch")).contains("1.00 |**");
  }
}
