package org.dietsnn.application.service;

import org.dietsnn.application.port.in.TrainingAgreement;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;

/**
 * Some steps of training, all on one batch, by Adam at the rate of DIET-SNN's training.
 *
 * @param steps how many
 * @param loss of the first step
 * @param gradient of the first step
 * @param start parameters before it
 * @param end parameters after the last
 */
record TrainingTrial(
    int steps, double loss, Parameters gradient, Parameters start, Parameters end) {
  private static final double LEARNING_RATE = 1e-4;

  static TrainingTrial of(ComputeBackend backend, Workload batch, int steps) {
    double loss = 0;
    Parameters gradient = null;
    try (TrainingSession session =
        backend.openTraining(batch.network(), batch.parameters(), Adam.standard(false, 0))) {
      for (int step = 1; step <= steps; step++) {
        CrossEntropy entropy =
            CrossEntropy.of(
                session.forward(batch.images(), batch.timeSteps(), DropoutMasks.none()).logits(),
                batch.labels());
        session.backward(entropy.gradient());
        if (step == 1) {
          loss = entropy.value();
          gradient = session.gradients();
        }
        session.update(new UpdateStep(step, LEARNING_RATE));
      }
      return new TrainingTrial(steps, loss, gradient, batch.parameters(), session.parameters());
    }
  }

  /** How far this agrees with another from the same parameters. */
  TrainingAgreement agreementWith(TrainingTrial other) {
    return new TrainingAgreement(
        loss,
        Math.abs(loss - other.loss),
        Differences.greatest(gradient, other.gradient),
        Differences.relative(
            Differences.distance(gradient, other.gradient), Differences.norm(other.gradient)),
        steps,
        Differences.greatest(end, other.end),
        Differences.relative(
            Differences.distance(end, other.end), Differences.distance(other.end, other.start)));
  }
}
