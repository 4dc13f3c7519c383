package org.dietsnn.cli.report;

import java.util.List;
import org.dietsnn.application.format.ImportReport;
import org.dietsnn.application.format.LeftOverTensor;
import org.dietsnn.application.format.MatchedParameter;

/**
 * What became of an import.
 *
 * @param file what was imported
 * @param checkpoint where it was written; null if parameters are missing
 * @param network which network it is
 * @param notes what a user should know
 * @param parameters every parameter and where it comes from
 * @param leftOver tensors of the file that were not used
 * @param next a command to go on with; null if nothing was written
 */
public record ImportResult(
    String file,
    String checkpoint,
    String network,
    List<String> notes,
    List<MatchedParameter> parameters,
    List<LeftOverTensor> leftOver,
    String next) {

  /** The result with a report. */
  public static ImportResult of(String file, String checkpoint, ImportReport report, String next) {
    return new ImportResult(
        file,
        checkpoint,
        report.network(),
        report.notes(),
        report.parameters(),
        report.leftOver(),
        next);
  }
}
