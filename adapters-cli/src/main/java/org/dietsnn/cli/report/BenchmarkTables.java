package org.dietsnn.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A benchmark as text. */
public final class BenchmarkTables {
  private static final String NEWLINE = System.lineSeparator();
  private static final String BLANK = NEWLINE + NEWLINE;
  private static final double MEBI = 1024.0 * 1024;

  private BenchmarkTables() {}

  /** What ran, how fast, where the time went, and what to type next. */
  public static String of(BenchmarkReport report) {
    return header(report)
        + BLANK
        + passes(report.passes())
        + BLANK
        + layers(report)
        + NEWLINE
        + inLayers(report.passes())
        + BLANK
        + "GFLOP/s are dense-equivalent: 2 operations per multiply-accumulate, the first layer once"
        + " (static"
        + NEWLINE
        + "input), the others at every step, whatever share of them was executed; training counts"
        + " three times"
        + NEWLINE
        + "the forward pass, less the gradient towards the input."
        + NEWLINE
        + String.format(
            Locale.ROOT,
            "Peak memory: %.0f MiB, %s",
            report.memory().bytes() / MEBI,
            report.memory().of())
        + NEWLINE
        + "Next: "
        + report.next();
  }

  private static String header(BenchmarkReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("Backend  " + report.backend() + ": " + report.versions().get("backend"));
    lines.add("Java     " + report.versions().get("java"));
    lines.addAll(NetworkLines.of(report.network()));
    lines.add(
        NetworkLines.rounds(report.network(), report.rounds(), warmUp(report), report.seed()));
    return String.join(NEWLINE, lines);
  }

  private static String warmUp(BenchmarkReport report) {
    String rounds = Integer.toString(report.warmUp());
    return report.warmUpSeconds() > 0
        ? "at least " + rounds + " and " + Figures.significant(report.warmUpSeconds()) + " s"
        : rounds;
  }

  private static String passes(List<PassReport> passes) {
    Table table =
        new Table(
            "pass", "ms/batch,\nmedian", "ms/batch,\nrange", "ms/image", "images/s", "GFLOP/s");
    for (PassReport pass : passes) {
      table.row(
          pass.pass(),
          Figures.significant(pass.medianMilliseconds()),
          Figures.significant(pass.leastMilliseconds())
              + " - "
              + Figures.significant(pass.greatestMilliseconds()),
          Figures.significant(pass.millisecondsPerImage()),
          Figures.significant(pass.imagesPerSecond()),
          Figures.significant(pass.denseGigaflops()));
    }
    return table.toString();
  }

  /** How much of the time the layers explain. */
  private static String inLayers(List<PassReport> passes) {
    List<String> shares = new ArrayList<>();
    for (PassReport pass : passes) {
      if (pass.shareInLayers() == null) {
        return "This backend does not tell where its time goes.";
      }
      shares.add(Figures.percent(pass.shareInLayers()) + " % of " + pass.pass());
    }
    return "Layers take "
        + String.join(", ", shares)
        + "; the rest is input, loss, update and what lies between.";
  }

  /** A column that is left out where no layer has a value. */
  private record Column(String title, Function<LayerSpeed, Double> value, boolean share) {
    String cell(LayerSpeed layer) {
      return BenchmarkTables.cell(
          value.apply(layer), share ? Figures::percent : Figures::significant);
    }
  }

  private static String layers(BenchmarkReport report) {
    boolean spiking = report.network().spiking();
    List<Column> columns = new ArrayList<>();
    columns.add(
        new Column(spiking ? "fire in\na step [%]" : "active\n[%]", LayerSpeed::active, true));
    columns.add(new Column("event-driven\nframes [%]", LayerSpeed::eventDriven, true));
    columns.add(new Column("inference\n[ms/batch]", LayerSpeed::inferenceMilliseconds, false));
    columns.add(
        new Column("training,\nforward\n[ms/batch]", LayerSpeed::forwardMilliseconds, false));
    columns.add(
        new Column("training,\nbackward\n[ms/batch]", LayerSpeed::backwardMilliseconds, false));
    columns.removeIf(
        column -> report.layers().stream().allMatch(layer -> column.value().apply(layer) == null));
    List<String> header = new ArrayList<>(List.of("layer", "shape", "neurons", "MACs\n[million]"));
    columns.forEach(column -> header.add(column.title()));
    Table table = new Table(header.toArray(String[]::new));
    for (LayerSpeed layer : report.layers()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  layer.name(),
                  layer.shape(),
                  Integer.toString(layer.neurons()),
                  Figures.significant(layer.macs() * 1e-6)));
      columns.forEach(column -> row.add(column.cell(layer)));
      table.row(row.toArray(String[]::new));
    }
    return table.toString();
  }

  private static String cell(Double value, Function<Double, String> figure) {
    return value == null ? "-" : figure.apply(value);
  }
}
