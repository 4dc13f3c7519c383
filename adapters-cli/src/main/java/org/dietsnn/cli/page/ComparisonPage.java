package org.dietsnn.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.dietsnn.application.port.in.InferenceAgreement;
import org.dietsnn.application.port.in.InferenceAgreement.LayerSpikes;
import org.dietsnn.application.port.in.TrainingAgreement;
import org.dietsnn.cli.console.Json;
import org.dietsnn.cli.report.BackendReport;
import org.dietsnn.cli.report.ComparisonReport;
import org.dietsnn.cli.report.Figures;
import org.dietsnn.cli.report.NetworkLines;

/** A comparison of backends as a page, with all figures as JSON at its end. */
public final class ComparisonPage {
  private static final double MEBI = 1024.0 * 1024;
  private static final String TITLE = "dietsnn: backends compared";

  private final ComparisonReport report;

  private ComparisonPage(ComparisonReport report) {
    this.report = report;
  }

  /** The page. */
  public static String of(ComparisonReport report) {
    ComparisonPage page = new ComparisonPage(report);
    StringBuilder body = new StringBuilder(page.what());
    for (int p = 0; p < report.first().passes().size(); p++) {
      body.append(page.speed(p));
    }
    body.append(page.start()).append(page.memory()).append(page.agreement());
    if (report.first().training() != null) {
      body.append(page.training());
    }
    body.append(page.energy()).append(page.figures());
    return Html.page(TITLE, Style.SHEET, body.toString());
  }

  private String what() {
    List<List<String>> rows = new ArrayList<>();
    for (BackendReport backend : report.backends()) {
      rows.add(List.of(backend.name(), backend.description()));
    }
    report.skipped().forEach((name, why) -> rows.add(List.of(name, "skipped: " + why)));
    rows.add(List.of("Java", report.versions().get("java") + "; " + report.machine()));
    List<String> lines = new ArrayList<>(NetworkLines.of(report.network()));
    lines.add(
        NetworkLines.rounds(
            report.network(), report.rounds(), Integer.toString(report.warmUp()), report.seed()));
    for (String line : lines) {
      int space = line.indexOf(' ');
      rows.add(List.of(line.substring(0, space), line.substring(space).strip()));
    }
    return Html.facts("What was compared", rows)
        + Html.paragraph(
            "Rounds alternate between the backends, each in a process of its own. Times as fast is"
                + " the median of the quotients within rounds.");
  }

  private String speed(int p) {
    List<StripChart.Row> strips = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (BackendReport backend : report.backends()) {
      BackendReport.Pass pass = backend.passes().get(p);
      List<Double> dots = pass.seconds().stream().map(s -> report.network().batch() / s).toList();
      all.addAll(dots);
      String times = Figures.significant(pass.timesAsFast());
      strips.add(
          new StripChart.Row(
              backend.name(),
              Figures.significant(pass.imagesPerSecond())
                  + " images/s"
                  + (backend.equals(report.first())
                      ? ""
                      : ", %s times as fast as %s".formatted(times, report.first().name())),
              pass.imagesPerSecond(),
              dots));
      rows.add(
          List.of(
              backend.name(),
              Figures.significant(pass.imagesPerSecond()),
              Figures.significant(pass.leastImagesPerSecond()),
              Figures.significant(pass.greatestImagesPerSecond()),
              times));
    }
    Axis axis = Axis.over(all);
    String title = "Speed of " + report.first().passes().get(p).pass();
    return Html.section(
        title,
        Html.paragraph(
            "Images per second: a dot for every round, a mark at the median; "
                + (axis.logarithmic() ? "the scale is logarithmic." : "more is better.")),
        new StripChart(title, axis, strips).svg(),
        Html.table(
            "Images per second",
            List.of(
                "backend",
                "median",
                "slowest round",
                "fastest round",
                "times as fast as " + report.first().name()),
            rows));
  }

  private String start() {
    StringBuilder charts = new StringBuilder();
    for (int p = 0; p < report.first().passes().size(); p++) {
      int pass = p;
      charts.append(
          bars(
              "First batch of " + report.first().passes().get(p).pass() + ", seconds",
              backend -> backend.passes().get(pass).firstBatchSeconds(),
              "s"));
    }
    return Html.section(
        "Time to the first batch",
        Html.paragraph(
            "From opening a session to the end of its first batch: that of inference in a JVM that"
                + " has just started."),
        charts.toString());
  }

  private String memory() {
    StringBuilder charts = new StringBuilder();
    List<String> titles = new ArrayList<>(List.of("backend", "open, no network"));
    List<List<String>> rows = new ArrayList<>();
    for (BackendReport backend : report.backends()) {
      List<String> row = new ArrayList<>(List.of(backend.name(), mebi(backend.idleBytes())));
      backend.passes().forEach(pass -> row.add(mebi(pass.peakBytes())));
      rows.add(row);
    }
    for (int p = 0; p < report.first().passes().size(); p++) {
      int pass = p;
      String name = report.first().passes().get(p).pass();
      titles.add("after " + name);
      charts.append(
          bars(
              "Peak memory after " + name + ", MiB",
              backend -> backend.passes().get(pass).peakBytes() / MEBI,
              "MiB"));
    }
    return Html.section(
        "Peak memory",
        Html.paragraph(
            "Measured: %s. Garbage that the JVM has not yet collected counts."
                .formatted(report.first().memoryOf())),
        charts.toString(),
        Html.table("Peak memory, MiB", titles, rows));
  }

  private static String mebi(long bytes) {
    return Figures.fixed(bytes / MEBI, 0);
  }

  private String bars(String title, ToDoubleFunction<BackendReport> value, String unit) {
    List<StripChart.Row> strips =
        report.backends().stream()
            .map(
                backend -> {
                  double length = value.applyAsDouble(backend);
                  return new StripChart.Row(
                      backend.name(), Figures.significant(length) + " " + unit, length, List.of());
                })
            .toList();
    Axis axis = Axis.fromZero(strips.stream().map(StripChart.Row::mark).toList());
    return "<h3>" + Html.escaped(title) + "</h3>\n" + new StripChart(title, axis, strips).svg();
  }

  private String agreement() {
    InferenceAgreement first = report.first().inference();
    boolean spiking = report.network().spiking();
    List<String> titles =
        new ArrayList<>(
            List.of(
                "backend",
                "precision",
                "same predictions of " + first.images(),
                "greatest logit difference",
                "relative to the greatest logit"));
    if (spiking) {
      titles.add("spikes that differ on %d images".formatted(first.tracedImages()));
      titles.add("% of neurons times steps");
    }
    List<List<String>> rows = new ArrayList<>();
    for (BackendReport backend : report.backends()) {
      InferenceAgreement agreement = backend.inference();
      List<String> row =
          new ArrayList<>(
              List.of(
                  backend.name(),
                  backend.precision(),
                  Integer.toString(agreement.samePredictions()),
                  Figures.scientific(agreement.logitDifference()),
                  Figures.scientific(agreement.relativeLogitDifference())));
      if (spiking) {
        row.add(Long.toString(agreement.differing()));
        row.add(Figures.significant(100.0 * agreement.differing() / agreement.compared()));
      }
      rows.add(row);
    }
    return Html.section(
        "Agreement with " + report.first().name(),
        Html.table("Predictions, logits and spikes", titles, rows),
        spiking && report.backends().size() > 1 ? layers() : "");
  }

  private String layers() {
    List<BackendReport> others = report.backends().subList(1, report.backends().size());
    List<String> titles =
        new ArrayList<>(List.of("layer", "spikes of " + report.first().name(), "of"));
    others.forEach(backend -> titles.add("differ on " + backend.name()));
    List<List<String>> rows = new ArrayList<>();
    List<LayerSpikes> layers = report.first().inference().layers();
    for (int l = 0; l < layers.size(); l++) {
      LayerSpikes layer = layers.get(l);
      List<String> row =
          new ArrayList<>(
              List.of(
                  layer.name(), Long.toString(layer.spikes()), Long.toString(layer.compared())));
      for (BackendReport backend : others) {
        row.add(Long.toString(backend.inference().layers().get(l).differing()));
      }
      rows.add(row);
    }
    return Html.table("Spikes that differ, by layer", titles, rows);
  }

  private String training() {
    List<List<String>> rows = new ArrayList<>();
    for (BackendReport backend : report.backends()) {
      TrainingAgreement agreement = backend.training();
      rows.add(
          List.of(
              backend.name(),
              Figures.significant(agreement.loss()),
              Figures.scientific(agreement.lossDifference()),
              Figures.scientific(agreement.gradientDifference()),
              Figures.scientific(agreement.relativeGradientDifference()),
              Figures.scientific(agreement.parameterDifference()),
              Figures.scientific(agreement.relativeParameterDifference())));
    }
    return Html.section(
        "Agreement of training with " + report.first().name(),
        Html.table(
            "One step, and %d steps".formatted(report.first().training().steps()),
            List.of(
                "backend",
                "loss of the first step",
                "loss difference",
                "greatest gradient difference",
                "relative (norms)",
                "greatest parameter difference after all steps",
                "relative to the way gone (norms)"),
            rows));
  }

  private String energy() {
    List<List<String>> rows = new ArrayList<>();
    for (BackendReport backend : report.backends()) {
      BackendReport.EnergyFigures energy = backend.energy();
      rows.add(
          List.of(
              backend.name(),
              energy.spikesPerNeuron() == null ? "-" : Figures.fixed(energy.spikesPerNeuron(), 4),
              Figures.significant(1e3 * energy.millijoules()),
              Figures.significant(1e3 * energy.annMillijoules()),
              Figures.significant(1e-6 * energy.multiplies()),
              Figures.significant(1e-6 * energy.accumulates())));
    }
    return Html.section(
        "Energy model and executed operations",
        Html.table(
            "Per image",
            List.of(
                "backend",
                "spikes per neuron",
                "energy model, uJ",
                "ANN on the same graph, uJ",
                "multiplications, million",
                "additions, million"),
            rows),
        Html.paragraph(
            "The model is 45 nm CMOS: 4.6 pJ a multiply-accumulate, 0.9 pJ an addition; memory"
                + " traffic and membrane updates are left out. Operations are those executed in"
                + " synapses, as each backend counts them."));
  }

  private String figures() {
    return "<details>\n<summary>All figures as JSON</summary>\n<pre id=\"figures\">"
        + Html.escaped(Json.write(report))
        + "</pre>\n</details>\n";
  }
}
