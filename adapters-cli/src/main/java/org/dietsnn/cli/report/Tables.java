package org.dietsnn.cli.report;

import java.util.List;
import java.util.Locale;
import org.dietsnn.application.port.in.Conversion;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.domain.energy.SynapseEnergy;

/** Reports as text. */
public final class Tables {
  private static final String NEWLINE = System.lineSeparator();
  private static final String BLANK = NEWLINE + NEWLINE;

  private Tables() {}

  /** A training: its learning curve and where it ended. */
  public static String training(TrainingReport report) {
    EpochMetrics best = report.epochs().get(Math.max(0, report.bestEpoch() - 1));
    return Chart.of(
            "Validation accuracy [%], " + report.stage().toUpperCase(Locale.ROOT),
            report.epochs().stream().map(e -> 100 * e.validationAccuracy()).toList(),
            "epoch")
        + BLANK
        + String.format(
            Locale.ROOT,
            "Best epoch %d of %d: validation accuracy %s %%, loss %s; training accuracy %s %%",
            report.bestEpoch(),
            report.epochs().size(),
            Figures.percent(best.validationAccuracy()),
            Figures.significant(best.validationLoss()),
            Figures.percent(best.trainAccuracy()))
        + NEWLINE
        + String.format(
            Locale.ROOT,
            "%d parameters, %s million multiply-accumulates per image",
            report.parameters(),
            Figures.significant(report.macs() * 1e-6))
        + NEWLINE
        + "Checkpoint: "
        + report.checkpoint();
  }

  /** A conversion: thresholds, and the factors tried. */
  public static String conversion(ConversionReport report) {
    Table layers = new Table("layer", "largest current", "threshold");
    for (Conversion.LayerThreshold layer : report.layers()) {
      layers.row(
          layer.name(), Figures.significant(layer.found()), Figures.significant(layer.threshold()));
    }
    StringBuilder text = new StringBuilder(layers.toString()).append(BLANK);
    if (!report.trials().isEmpty()) {
      Table trials = new Table("scaling", "validation accuracy [%]");
      for (Conversion.Trial trial : report.trials()) {
        trials.row(Figures.fixed(trial.scaling(), 2), Figures.percent(trial.accuracy()));
      }
      text.append(trials).append(BLANK);
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "Scaling %s taken at T = %d",
                Figures.fixed(report.scaling(), 2),
                report.timeSteps()))
        .append(NEWLINE)
        .append("Checkpoint: ")
        .append(report.checkpoint())
        .toString();
  }

  /** Networks side by side. */
  public static String networks(List<NetworkReport> reports) {
    EnergyUnit unit =
        EnergyUnit.of(reports.stream().mapToDouble(NetworkReport::annMillijoules).max().orElse(0));
    Table table =
        new Table(
            "network",
            "T",
            "test\naccuracy [%]",
            "95 %\ninterval [%]",
            "spikes\nper neuron",
            "energy\n" + unit.header(),
            "ANN / this,\nlayer 1 once",
            "ANN / this,\nlayer 1 T times",
            "images/s");
    for (NetworkReport report : reports) {
      table.row(
          report.name(),
          Integer.toString(report.timeSteps()),
          Figures.percent(report.accuracy()),
          Figures.percent(report.accuracyLower()) + " - " + Figures.percent(report.accuracyUpper()),
          report.spiking() ? Figures.fixed(report.spikesPerNeuron(), 3) : "-",
          unit.figure(report.millijoules()),
          Figures.fixed(report.annMillijoules() / report.millijoules(), 2),
          Figures.fixed(report.annMillijoules() / report.millijoulesEveryStep(), 2),
          Figures.fixed(report.imagesPerSecond(), 0));
    }
    return table.toString();
  }

  /** The spiking layers of networks on one graph side by side. */
  public static String layers(List<NetworkReport> reports) {
    List<NetworkReport> spiking = reports.stream().filter(NetworkReport::spiking).toList();
    if (spiking.isEmpty()) {
      return "";
    }
    NetworkReport last = spiking.get(spiking.size() - 1);
    String[] header = new String[spiking.size() + 5];
    header[0] = "layer";
    header[1] = "shape";
    header[2] = "neurons";
    for (int s = 0; s < spiking.size(); s++) {
      header[3 + s] = "spikes per neuron\n" + spiking.get(s).name();
    }
    header[header.length - 2] = "threshold\n" + last.name();
    header[header.length - 1] = "leak\n" + last.name();
    Table table = new Table(header);
    for (int l = 0; l < last.layers().size(); l++) {
      LayerReport layer = last.layers().get(l);
      String[] row = new String[header.length];
      row[0] = layer.name();
      row[1] = layer.shape();
      row[2] = Integer.toString(layer.neurons());
      for (int s = 0; s < spiking.size(); s++) {
        row[3 + s] = Figures.fixed(spiking.get(s).layers().get(l).spikesPerNeuron(), 3);
      }
      row[row.length - 2] = Figures.fixed(layer.threshold(), 3);
      row[row.length - 1] = Figures.fixed(layer.leak(), 3);
      table.row(row);
    }
    return table.toString();
  }

  /** One network's energy, synapse by synapse. */
  public static String energy(NetworkReport report) {
    EnergyUnit unit = EnergyUnit.of(report.annMillijoules());
    Table table =
        new Table(
            "from",
            "to",
            "operations\n[million]",
            "spikes per\nneuron read",
            "ANN\n" + unit.header(),
            (report.spiking() ? "SNN\n" : "this ANN\n") + unit.header());
    double operations = 0;
    for (SynapseEnergy synapse : report.synapses()) {
      operations += synapse.operations();
      boolean input = synapse.from().equals(report.synapses().get(0).from());
      table.row(
          synapse.from(),
          synapse.to(),
          Figures.significant(synapse.operations() * 1e-6),
          report.spiking() && !input ? Figures.fixed(synapse.spikesPerNeuron(), 3) : "-",
          unit.figure(synapse.annMillijoules()),
          unit.figure(report.spiking() ? synapse.snnMillijoules() : synapse.annMillijoules()));
    }
    table.row(
        "all",
        "",
        Figures.significant(operations * 1e-6),
        "-",
        unit.figure(report.annMillijoules()),
        unit.figure(report.millijoules()));
    return table
        + BLANK
        + (report.spiking() ? ratios(report, unit) + NEWLINE : "")
        + "Executed in synapses per image: %s million multiplications, %s million additions"
            .formatted(
                Figures.significant(report.multipliesPerImage() * 1e-6),
                Figures.significant(report.accumulatesPerImage() * 1e-6))
        + NEWLINE
        + "Model: 45 nm CMOS, 32 bits, 4.6 pJ per multiply-accumulate, 0.9 pJ per accumulate."
        + NEWLINE
        + "Left out: membrane updates, memory traffic, biases, identity shortcuts, and the factor"
        + " 1/4 after"
        + NEWLINE
        + "average pooling unless it is folded into weights or thresholds.";
  }

  private static String ratios(NetworkReport report, EnergyUnit unit) {
    return String.format(
        Locale.ROOT,
        "ANN / SNN: %s with the first layer counted once, %s counted %d times (%s %s)",
        Figures.fixed(report.annMillijoules() / report.millijoules(), 2),
        Figures.fixed(report.annMillijoules() / report.millijoulesEveryStep(), 2),
        report.timeSteps(),
        unit.figure(report.millijoulesEveryStep()),
        unit.perImage());
  }

  /** A whole run. */
  public static String run(RunReport report) {
    return networks(report.networks())
        + BLANK
        + layers(report.networks())
        + BLANK
        + "Energy: compute only, 45 nm CMOS model; what it leaves out: see the next command."
        + NEWLINE
        + "Run folder: "
        + report.output()
        + NEWLINE
        + "Next: "
        + report.next();
  }
}
