package org.dietsnn.conformance;

import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.optimiser.UpdateStep;

/** Whole steps of a training on the images of one case. */
final class TrainingSteps {
  private TrainingSteps() {}

  /** Forward, backward with the loss of the labels, update: from one step number to another. */
  static void run(TrainingSession session, NetworkCase given, int from, int to) {
    for (int step = from; step <= to; step++) {
      session.backward(gradient(session, given));
      session.update(new UpdateStep(step, 0.01));
    }
  }

  /** A forward pass under dropout, and the gradient of its loss. */
  static double[] gradient(TrainingSession session, NetworkCase given) {
    Inference inference = session.forward(given.images(), given.timeSteps(), given.dropout());
    return CrossEntropy.of(inference.logits(), given.labels()).gradient();
  }
}
