package org.dietsnn.application.run;

import java.util.List;
import org.dietsnn.domain.network.Parameters;

/**
 * What a training needs beside the parameters to go on exactly where it stopped.
 *
 * @param epochsDone complete epochs
 * @param stepsDone optimiser steps
 * @param bestEpoch the epoch with the best validation accuracy so far, 0 for none
 * @param optimiserState tensors named {@code slot/parameter}
 * @param history one entry per complete epoch
 */
public record TrainingState(
    int epochsDone,
    long stepsDone,
    int bestEpoch,
    Parameters optimiserState,
    List<EpochMetrics> history) {
  public TrainingState {
    history = List.copyOf(history);
  }
}
