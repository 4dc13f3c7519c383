package org.dietsnn.application.service;

import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;

/** One batch, run in one session as often as it is told to. */
public abstract sealed class PassRun implements AutoCloseable {
  private PassRun() {}

  /** Opens a session for a pass. */
  public static PassRun open(BenchmarkedPass pass, ComputeBackend backend, Workload work) {
    return switch (pass) {
      case INFERENCE -> new InferenceRun(backend, work);
      case TRAINING -> new TrainingRun(backend, work);
    };
  }

  /** Runs the batch; gives what the forward pass gave. */
  public abstract Inference run();

  /** Where it runs. */
  abstract NetworkSession session();

  @Override
  public final void close() {
    session().close();
  }

  private static final class InferenceRun extends PassRun {
    private final Workload work;
    private final NetworkSession session;

    InferenceRun(ComputeBackend backend, Workload work) {
      this.work = work;
      this.session = backend.open(work.network(), work.parameters());
    }

    @Override
    public Inference run() {
      return session.infer(work.images(), work.timeSteps());
    }

    @Override
    NetworkSession session() {
      return session;
    }
  }

  private static final class TrainingRun extends PassRun {
    private static final UpdateStep STANDING_STILL = new UpdateStep(1, 0);

    private final Workload work;
    private final TrainingSession session;

    TrainingRun(ComputeBackend backend, Workload work) {
      this.work = work;
      this.session =
          backend.openTraining(work.network(), work.parameters(), Adam.standard(false, 0));
    }

    @Override
    public Inference run() {
      Inference inference = session.forward(work.images(), work.timeSteps(), DropoutMasks.none());
      session.backward(CrossEntropy.of(inference.logits(), work.labels()).gradient());
      session.update(STANDING_STILL);
      return inference;
    }

    @Override
    NetworkSession session() {
      return session;
    }
  }
}
