package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;

/** Trains an ANN or an SNN; the parameters with the best validation accuracy are the result. */
public interface TrainNetwork {
  /**
   * Trains, writing a checkpoint into the run folder after every epoch. Only a run with the same
   * network, recipe, seed, data and initial parameters is resumed; a training that is not resumed
   * removes checkpoints and metrics of the run before it when it begins.
   *
   * @param command what to train, with what and how
   * @param progress told about epochs and batches
   * @return the best parameters by validation accuracy, as saved in the run folder
   * @throws org.dietsnn.application.failure.FailureException if data or folder are unusable, the
   *     loss is no longer finite, or the run to resume is of another configuration
   */
  Checkpoint train(TrainCommand command, ProgressListener progress);
}
