package org.dietsnn.cli.report;

import java.util.List;
import java.util.Locale;
import org.dietsnn.application.format.LeftOverTensor;
import org.dietsnn.application.format.MatchedParameter;
import org.dietsnn.application.format.TensorDescription;

/** An import as text. */
public final class ImportTables {
  private static final String NEWLINE = System.lineSeparator();

  private ImportTables() {}

  /** Both sides: every parameter, and every tensor that was left. */
  public static String of(ImportResult result) {
    StringBuilder text = new StringBuilder();
    text.append("Network: ").append(result.network()).append(NEWLINE).append(NEWLINE);
    text.append(parameters(result.parameters())).append(NEWLINE).append(NEWLINE);
    if (!result.leftOver().isEmpty()) {
      text.append(leftOver(result.leftOver())).append(NEWLINE).append(NEWLINE);
    }
    long folded =
        result.parameters().stream()
            .filter(p -> p.origin() == MatchedParameter.Origin.FOLDED)
            .count();
    long found = result.parameters().stream().filter(MatchedParameter::found).count();
    text.append(
            String.format(
                Locale.ROOT,
                "%d of %d parameters have their values, %d with a batch normalisation folded in; %d"
                    + " tensors of the file are left",
                found,
                result.parameters().size(),
                folded,
                result.leftOver().size()))
        .append(NEWLINE);
    result.notes().forEach(note -> text.append(note).append(NEWLINE));
    if (result.checkpoint() != null) {
      text.append("Checkpoint: ").append(result.checkpoint()).append(NEWLINE);
      text.append("Next: ").append(result.next()).append(NEWLINE);
    }
    return text.toString().stripTrailing();
  }

  private static Table parameters(List<MatchedParameter> parameters) {
    Table table = new Table("parameter", "shape", "is", "tensor of the file", "its shape", "note");
    for (MatchedParameter parameter : parameters) {
      List<TensorDescription> from = parameter.from();
      table.row(
          parameter.name(),
          parameter.shape().toString(),
          parameter.origin().name().toLowerCase(Locale.ROOT),
          from.isEmpty() ? "-" : from.get(0).name(),
          from.isEmpty() ? "-" : from.get(0).shape().toString(),
          parameter.note());
    }
    return table;
  }

  private static Table leftOver(List<LeftOverTensor> leftOver) {
    Table table = new Table("left in the file", "type", "shape", "why");
    for (LeftOverTensor left : leftOver) {
      table.row(
          left.tensor().name(),
          left.tensor().type(),
          left.tensor().shape().toString(),
          left.reason());
    }
    return table;
  }
}
