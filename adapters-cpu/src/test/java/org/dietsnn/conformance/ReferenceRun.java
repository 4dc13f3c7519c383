package org.dietsnn.conformance;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.SgdMomentum;

/**
 * What the reference engine makes of a case; computed once, however many backends are compared.
 *
 * @param inference without dropout
 * @param trace without dropout
 * @param forward under dropout
 * @param loss of the forward pass under dropout
 * @param gradients of that loss
 */
record ReferenceRun(
    Inference inference, Trace trace, Inference forward, CrossEntropy loss, Parameters gradients) {
  private static final Map<NetworkCase, ReferenceRun> RUNS =
      Collections.synchronizedMap(new IdentityHashMap<>());

  static ReferenceRun of(NetworkCase given) {
    return RUNS.computeIfAbsent(given, ReferenceRun::run);
  }

  private static ReferenceRun run(NetworkCase given) {
    ReferenceBackend reference = new ReferenceBackend();
    try (NetworkSession session = reference.open(given.network(), given.parameters());
        TrainingSession training =
            reference.openTraining(
                given.network(), given.parameters(), new SgdMomentum(0, 0, false))) {
      Inference inference = session.infer(given.images(), given.timeSteps());
      Trace trace = session.trace(given.images(), given.timeSteps());
      Inference forward = training.forward(given.images(), given.timeSteps(), given.dropout());
      CrossEntropy loss = CrossEntropy.of(forward.logits(), given.labels());
      training.backward(loss.gradient());
      return new ReferenceRun(inference, trace, forward, loss, training.gradients());
    }
  }
}
