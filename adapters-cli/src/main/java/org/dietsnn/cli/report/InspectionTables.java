package org.dietsnn.cli.report;

import java.util.List;
import java.util.Locale;
import org.dietsnn.application.format.TensorDescription;

/** What is in a file, as text. */
public final class InspectionTables {
  private static final String NEWLINE = System.lineSeparator();

  private InspectionTables() {}

  /** Kind, facts, layers and tensors. */
  public static String of(InspectionReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.file()).append(": ").append(report.what()).append(NEWLINE);
    int tensors = report.tensors().values().stream().mapToInt(List::size).sum();
    text.append(String.format(Locale.ROOT, "%d tensors, %d numbers", tensors, report.elements()));
    if (report.macs() != null) {
      text.append(
          String.format(
              Locale.ROOT,
              ", %s million multiply-accumulates per image and step",
              Figures.significant(report.macs() * 1e-6)));
    }
    text.append(NEWLINE);
    if (!report.facts().isEmpty()) {
      text.append(NEWLINE);
      int width = report.facts().keySet().stream().mapToInt(String::length).max().orElse(0);
      report
          .facts()
          .forEach(
              (name, value) ->
                  text.append(name)
                      .append(" ".repeat(width - name.length() + 2))
                      .append(value)
                      .append(NEWLINE));
    }
    if (!report.layers().isEmpty()) {
      text.append(NEWLINE).append(layers(report.layers())).append(NEWLINE);
    }
    report.tensors().forEach((part, all) -> append(text, part, all));
    return text.toString().stripTrailing();
  }

  private static Table layers(List<InspectedLayer> layers) {
    Table table = new Table("layer", "shape", "neuron", "synapses", "parameters", "MACs");
    for (InspectedLayer layer : layers) {
      table.row(
          layer.name(),
          layer.shape(),
          layer.neuron(),
          layer.synapses(),
          Long.toString(layer.parameters()),
          Long.toString(layer.macs()));
    }
    return table;
  }

  private static void append(StringBuilder text, String part, List<TensorDescription> tensors) {
    if (tensors.isEmpty()) {
      return;
    }
    Table table =
        new Table(part.isEmpty() ? "tensor" : "tensor of " + part, "type", "shape", "numbers");
    for (TensorDescription tensor : tensors) {
      table.row(
          tensor.name(), tensor.type(), tensor.shape().toString(), Long.toString(tensor.count()));
    }
    text.append(NEWLINE).append(table).append(NEWLINE);
  }
}
