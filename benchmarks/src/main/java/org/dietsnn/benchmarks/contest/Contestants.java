package org.dietsnn.benchmarks.contest;

import java.util.function.IntConsumer;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.benchmarks.torch.Torch;
import org.dietsnn.benchmarks.torch.TorchInference;
import org.dietsnn.benchmarks.torch.TorchTraining;
import org.dietsnn.benchmarks.workload.Workload;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The contestants in this process. Training goes with a learning rate of 0: all the work is done,
 * but the network goes on firing as it was calibrated to, however long it is measured.
 */
public final class Contestants {
  private static final double LEARNING_RATE = 0;

  private Contestants() {}

  /** Our engine. The workload's parameters are not held once they have been handed over. */
  public static Contestant ours(ComputeBackend backend, Task task, Workload workload) {
    Tensor images = workload.images();
    int[] labels = workload.labels();
    int steps = workload.steps();
    if (task == Task.INFERENCE) {
      NetworkSession session = backend.open(workload.network(), workload.parameters());
      return contestant(i -> session.infer(images, steps), session::close);
    }
    TrainingSession session =
        backend.openTraining(workload.network(), workload.parameters(), Adam.standard(false, 0));
    long[] number = {0};
    return contestant(
        i -> {
          Inference forward = session.forward(images, steps, DropoutMasks.none());
          session.backward(CrossEntropy.of(forward.logits(), labels).gradient());
          session.update(new UpdateStep(++number[0], LEARNING_RATE));
        },
        session::close);
  }

  /** libtorch. */
  public static Contestant libtorch(Torch torch, Task task, Workload workload) {
    if (task == Task.INFERENCE) {
      TorchInference inference =
          new TorchInference(
              torch,
              workload.network(),
              workload.parameters(),
              workload.images(),
              workload.steps());
      return contestant(i -> inference.logits(), System::gc);
    }
    TorchTraining training =
        new TorchTraining(
            torch,
            workload.network(),
            workload.parameters(),
            workload.images(),
            workload.labels(),
            workload.steps());
    // The native tensors are freed once the garbage collector has found their handles.
    return contestant(i -> training.step(LEARNING_RATE), System::gc);
  }

  private static Contestant contestant(IntConsumer step, Runnable close) {
    return new Contestant() {
      @Override
      public void run(int steps) {
        for (int i = 0; i < steps; i++) {
          step.accept(i);
        }
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }
}
