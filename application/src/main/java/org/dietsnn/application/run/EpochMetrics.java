package org.dietsnn.application.run;

import java.util.List;

/**
 * What one epoch of training showed.
 *
 * @param epoch 1 for the first
 * @param learningRate at the end of the epoch
 * @param trainLoss mean cross entropy over the epoch's batches, as they were trained on
 * @param trainAccuracy share of training images classified rightly, as they were trained on
 * @param validationLoss mean cross entropy on the validation split after the epoch
 * @param validationAccuracy share of validation images classified rightly after the epoch
 * @param spikeRates spikes per neuron and time step of each spiking population on the validation
 *     split; empty for an ANN
 * @param seconds wall-clock duration of the epoch
 * @param leftOut images that were broken and left out, of both splits
 */
public record EpochMetrics(
    int epoch,
    double learningRate,
    double trainLoss,
    double trainAccuracy,
    double validationLoss,
    double validationAccuracy,
    List<Double> spikeRates,
    double seconds,
    int leftOut) {
  public EpochMetrics {
    spikeRates = List.copyOf(spikeRates);
  }

  /** An epoch in which no image was left out. */
  public EpochMetrics(
      int epoch,
      double learningRate,
      double trainLoss,
      double trainAccuracy,
      double validationLoss,
      double validationAccuracy,
      List<Double> spikeRates,
      double seconds) {
    this(
        epoch,
        learningRate,
        trainLoss,
        trainAccuracy,
        validationLoss,
        validationAccuracy,
        spikeRates,
        seconds,
        0);
  }
}
