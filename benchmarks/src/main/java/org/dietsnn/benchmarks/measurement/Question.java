package org.dietsnn.benchmarks.measurement;

import java.util.List;
import java.util.Map;
import org.dietsnn.benchmarks.contest.Task;

/** All measurements by the names that the command line knows. */
public enum Question {
  /** SNN inference against libtorch. */
  INFERENCE,
  /** SNN inference against libtorch's ANN. */
  TWIN,
  /** An SNN training step against libtorch. */
  TRAINING,
  /** ANN inference and training against libtorch. */
  ANN,
  /** Peak memory of training against libtorch. */
  MEMORY,
  /** Two threads against one. */
  THREADS,
  /** An old Java against a new one. */
  JAVA,
  /** One image against libtorch. */
  LATENCY,
  /** Our engine on ND4J against libtorch and our engine on the CPU. */
  ND4J;

  /** What answers it. */
  public Measurement measurement() {
    return switch (this) {
      case INFERENCE ->
          new SpikingSpeed(
              "SNN inference",
              Task.INFERENCE,
              List.of("vgg9", "vgg16", "resnet20"),
              Map.of(0.15, Bar.atLeast(3), 0.08, Bar.atLeast(5), 0.05, Bar.atLeast(7)));
      case TWIN -> new SpikingAgainstTwin();
      case TRAINING ->
          new SpikingSpeed(
              "SNN training",
              Task.TRAINING,
              List.of("vgg9", "vgg16"),
              Map.of(0.15, Bar.atLeast(2.2)));
      case ANN -> new RectifyingSpeed();
      case MEMORY -> new TrainingMemory();
      case THREADS -> new ThreadScaling();
      case JAVA -> new OtherJava();
      case LATENCY -> new SingleImageLatency();
      case ND4J -> new Nd4jSpeed();
    };
  }
}
