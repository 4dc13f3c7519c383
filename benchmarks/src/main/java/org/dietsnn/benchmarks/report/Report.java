package org.dietsnn.benchmarks.report;

import java.util.List;
import java.util.Locale;
import org.dietsnn.benchmarks.agreement.Agreement;
import org.dietsnn.benchmarks.agreement.LayerAgreement;
import org.dietsnn.benchmarks.measurement.Result;
import org.dietsnn.cli.report.Table;

/**
 * Everything of one run of the program.
 *
 * @param machine where
 * @param agreement whether both sides compute the same; may be empty
 * @param results what was measured; may be empty
 */
public record Report(Machine machine, List<Agreement> agreement, List<Result> results) {
  public Report {
    agreement = List.copyOf(agreement);
    results = List.copyOf(results);
  }

  /** As text: the machine and aligned tables. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(machine).append(System.lineSeparator());
    if (!agreement.isEmpty()) {
      text.append(System.lineSeparator()).append(agreementTable()).append(System.lineSeparator());
    }
    if (!results.isEmpty()) {
      text.append(System.lineSeparator()).append(resultTable()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private Table agreementTable() {
    Table table =
        new Table(
            "net",
            "rate [%]",
            "differing spikes [%],\nsame input, worst layer",
            "differing spikes [%],\nown run, worst layer",
            "spike count,\nworst layer [%]",
            "logits, relative,\nsame input",
            "logits, relative,\nown run");
    for (Agreement one : agreement) {
      table.row(
          one.net(),
          number("%.1f", 100 * one.rate()),
          number("%.5f", 100 * one.worst(LayerAgreement::differingGiven)),
          number("%.5f", 100 * one.worst(LayerAgreement::differing)),
          number("%.4f", 100 * one.worst(LayerAgreement::countDifference)),
          number("%.1e", one.logitsGiven()),
          number("%.1e", one.logits()));
    }
    return table;
  }

  private Table resultTable() {
    Table table =
        new Table(
            "measurement",
            "net",
            "rate [%]",
            "A",
            "B",
            "A",
            "B",
            "unit",
            "A / B",
            "round by round",
            "bar",
            "met");
    for (Result result : results) {
      table.row(
          result.measurement(),
          result.net(),
          result.rate() > 0 ? number("%.1f", 100 * result.rate()) : "-",
          result.a(),
          result.b(),
          number("%.2f", result.valueA()),
          number("%.2f", result.valueB()),
          result.unit(),
          number("%.2f", result.ratio()),
          "%s - %s".formatted(number("%.2f", result.least()), number("%.2f", result.greatest())),
          result.bar().toString(),
          result.bar().exists() ? (result.met() ? "yes" : "NO") : "-");
    }
    return table;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
