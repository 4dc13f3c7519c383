package org.dietsnn.application.port.in;

import java.nio.file.Path;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.network.Parameters;

/**
 * A training to run.
 *
 * @param backend what computes
 * @param model the network
 * @param initial parameters to start from; must fit the network
 * @param data images
 * @param recipe how to train
 * @param provenance recorded in every checkpoint; its seed drives shuffling, augmentation and
 *     dropout
 * @param folder receives {@code last.safetensors} (after every epoch, resumable), {@code
 *     best.safetensors} and {@code metrics.jsonl}
 * @param resume whether to go on from {@code last.safetensors} if it is there
 */
public record TrainCommand(
    ComputeBackend backend,
    Model model,
    Parameters initial,
    DataSet data,
    Recipe recipe,
    Provenance provenance,
    Path folder,
    boolean resume) {
  public TrainCommand {
    if (!data.shape().equals(model.architecture().input())) {
      throw new IllegalArgumentException(
          "the network reads images of %s, data set %s has %s"
              .formatted(model.architecture().input(), data.name(), data.shape()));
    }
    if (data.classNames().size() != model.architecture().classes()) {
      throw new IllegalArgumentException(
          "the network knows %d classes, data set %s has %d"
              .formatted(model.architecture().classes(), data.name(), data.classNames().size()));
    }
    initial.checkedFor(model.network());
  }
}
