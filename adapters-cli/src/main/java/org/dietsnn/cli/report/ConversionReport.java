package org.dietsnn.cli.report;

import java.util.List;
import org.dietsnn.application.port.in.Conversion;

/**
 * What a conversion came to.
 *
 * @param checkpoint the SNN
 * @param timeSteps T
 * @param scaling the factor taken on all thresholds
 * @param layers thresholds
 * @param trials accuracy on the validation split by factor
 */
public record ConversionReport(
    String checkpoint,
    int timeSteps,
    double scaling,
    List<Conversion.LayerThreshold> layers,
    List<Conversion.Trial> trials) {
  public ConversionReport {
    layers = List.copyOf(layers);
    trials = List.copyOf(trials);
  }
}
