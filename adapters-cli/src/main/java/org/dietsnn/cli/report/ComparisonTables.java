package org.dietsnn.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.port.in.InferenceAgreement;
import org.dietsnn.application.port.in.InferenceAgreement.LayerSpikes;
import org.dietsnn.application.port.in.TrainingAgreement;

/** A comparison of backends as text. */
public final class ComparisonTables {
  private static final String NEWLINE = System.lineSeparator();
  private static final String BLANK = NEWLINE + NEWLINE;
  private static final double MEBI = 1024.0 * 1024;

  private ComparisonTables() {}

  /** What ran, how fast, how far results agree, what it would cost, and what to type next. */
  public static String of(ComparisonReport report) {
    List<String> parts = new ArrayList<>();
    parts.add(header(report));
    parts.add(speed(report));
    parts.add(agreement(report));
    if (report.backends().stream().anyMatch(backend -> backend.inference().differing() > 0)) {
      parts.add(layers(report));
    }
    if (report.first().training() != null) {
      parts.add(training(report));
    }
    parts.add(energy(report));
    parts.add(ending(report));
    return String.join(BLANK, parts);
  }

  private static String header(ComparisonReport report) {
    List<String> lines = new ArrayList<>();
    for (BackendReport backend : report.backends()) {
      lines.add("Backend  " + backend.name() + ": " + backend.description());
    }
    report.skipped().forEach((name, reason) -> lines.add("Skipped  " + name + ": " + reason));
    lines.add("Java     " + report.versions().get("java") + "; " + report.machine());
    lines.addAll(NetworkLines.of(report.network()));
    lines.add(
        NetworkLines.rounds(
            report.network(), report.rounds(), Integer.toString(report.warmUp()), report.seed()));
    return String.join(NEWLINE, lines);
  }

  private static String speed(ComparisonReport report) {
    Table table =
        new Table(
            "pass",
            "backend",
            "images/s,\nmedian",
            "images/s,\nrange",
            "times as fast\nas " + report.first().name(),
            "first batch\n[s]",
            "peak memory\n[MiB]");
    for (int p = 0; p < report.first().passes().size(); p++) {
      for (BackendReport backend : report.backends()) {
        BackendReport.Pass pass = backend.passes().get(p);
        table.row(
            pass.pass(),
            backend.name(),
            Figures.significant(pass.imagesPerSecond()),
            Figures.significant(pass.leastImagesPerSecond())
                + " - "
                + Figures.significant(pass.greatestImagesPerSecond()),
            Figures.significant(pass.timesAsFast()),
            Figures.significant(pass.firstBatchSeconds()),
            Figures.fixed(pass.peakBytes() / MEBI, 0));
      }
    }
    return table.toString();
  }

  private static String agreement(ComparisonReport report) {
    InferenceAgreement all = report.first().inference();
    boolean spiking = report.network().spiking();
    List<String> titles =
        new ArrayList<>(
            List.of(
                "backend",
                "precision",
                "same predictions\nof %d".formatted(all.images()),
                "greatest logit\ndifference",
                "relative to the\ngreatest logit"));
    if (spiking) {
      titles.add("spikes that differ,\n%d images".formatted(all.tracedImages()));
      titles.add("of neurons\ntimes steps [%]");
    }
    Table table = new Table(titles.toArray(String[]::new));
    for (BackendReport backend : report.backends()) {
      InferenceAgreement agreement = backend.inference();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  backend.name(),
                  backend.precision(),
                  Integer.toString(agreement.samePredictions()),
                  Figures.scientific(agreement.logitDifference()),
                  Figures.scientific(agreement.relativeLogitDifference())));
      if (spiking) {
        cells.add(Long.toString(agreement.differing()));
        cells.add(Figures.significant(100.0 * agreement.differing() / agreement.compared()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return "Agreement with %s".formatted(report.first().name()) + NEWLINE + table;
  }

  private static String layers(ComparisonReport report) {
    List<BackendReport> others = report.backends().subList(1, report.backends().size());
    List<String> titles = new ArrayList<>(List.of("layer", "spikes of\n" + report.first().name()));
    others.forEach(backend -> titles.add("differ on\n" + backend.name()));
    Table table = new Table(titles.toArray(String[]::new));
    List<LayerSpikes> layers = report.first().inference().layers();
    for (int l = 0; l < layers.size(); l++) {
      List<String> cells =
          new ArrayList<>(List.of(layers.get(l).name(), Long.toString(layers.get(l).spikes())));
      for (BackendReport backend : others) {
        cells.add(Long.toString(backend.inference().layers().get(l).differing()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  private static String training(ComparisonReport report) {
    Table table =
        new Table(
            "backend",
            "loss of the\nfirst step",
            "loss\ndifference",
            "greatest gradient\ndifference",
            "relative\n(norms)",
            "greatest parameter difference\nafter %d steps"
                .formatted(report.first().training().steps()),
            "relative to the\nway gone (norms)");
    for (BackendReport backend : report.backends()) {
      TrainingAgreement agreement = backend.training();
      table.row(
          backend.name(),
          Figures.significant(agreement.loss()),
          Figures.scientific(agreement.lossDifference()),
          Figures.scientific(agreement.gradientDifference()),
          Figures.scientific(agreement.relativeGradientDifference()),
          Figures.scientific(agreement.parameterDifference()),
          Figures.scientific(agreement.relativeParameterDifference()));
    }
    return table.toString();
  }

  private static String energy(ComparisonReport report) {
    EnergyUnit unit = EnergyUnit.of(report.greatest(backend -> backend.energy().annMillijoules()));
    Table table =
        new Table(
            "backend",
            "spikes per neuron\nand image",
            "energy model\n" + unit.header(),
            "ANN, same graph\n" + unit.header(),
            "multiplications\n[million/image]",
            "additions\n[million/image]");
    for (BackendReport backend : report.backends()) {
      BackendReport.EnergyFigures energy = backend.energy();
      table.row(
          backend.name(),
          energy.spikesPerNeuron() == null ? "-" : Figures.fixed(energy.spikesPerNeuron(), 4),
          unit.figure(energy.millijoules()),
          unit.figure(energy.annMillijoules()),
          Figures.significant(1e-6 * energy.multiplies()),
          Figures.significant(1e-6 * energy.accumulates()));
    }
    return table.toString();
  }

  private static String ending(ComparisonReport report) {
    return String.join(
        NEWLINE,
        "Rounds alternate, each backend in a process of its own. Times as fast: the median of the"
            + " quotients",
        "within rounds. First batch: from opening the session; that of the first pass in a JVM that"
            + " has just",
        "started. Peak memory: %s, up to the end of the pass;".formatted(report.first().memoryOf()),
        "with the backend open and no network: %s.".formatted(idle(report)),
        "Multiplications and additions: executed in synapses, as each backend counts them. Energy"
            + " model: 45 nm",
        "CMOS, 4.6 pJ a multiply-accumulate, 0.9 pJ an addition, without memory traffic and"
            + " membranes.",
        "Next: " + report.next());
  }

  private static String idle(ComparisonReport report) {
    return String.join(
        ", ",
        report.backends().stream()
            .map(
                backend ->
                    String.format(
                        Locale.ROOT, "%s %.0f MiB", backend.name(), backend.idleBytes() / MEBI))
            .toList());
  }
}
