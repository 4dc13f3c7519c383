package org.dietsnn.cli.report;

import java.util.List;
import org.dietsnn.application.run.EpochMetrics;

/**
 * What a training came to.
 *
 * @param stage {@code ann} or {@code snn}
 * @param checkpoint the best parameters by validation accuracy
 * @param parameters number of trainable scalars
 * @param macs multiply-accumulates per image as an ANN
 * @param bestEpoch whose parameters those are
 * @param validationAccuracy after that epoch
 * @param epochs all epochs in order
 */
public record TrainingReport(
    String stage,
    String checkpoint,
    long parameters,
    long macs,
    int bestEpoch,
    double validationAccuracy,
    List<EpochMetrics> epochs) {
  public TrainingReport {
    epochs = List.copyOf(epochs);
  }
}
