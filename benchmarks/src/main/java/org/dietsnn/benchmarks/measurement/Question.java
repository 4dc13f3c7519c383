package org.dietsnn.benchmarks.measurement;

import java.util.List;
import java.util.Map;
import org.dietsnn.benchmarks.contest.Task;

/** All measurements by the names that the command line knows. */
public enum Question {
  /** SNN inference against libtorch. */
  INFERENCE(
      new SpikingSpeed(
          "SNN inference",
          Task.INFERENCE,
          List.of("vgg9", "vgg16", "resnet20"),
          Map.of(0.15, Bar.atLeast(3), 0.08, Bar.atLeast(5), 0.05, Bar.atLeast(7)))),
  /** SNN inference against libtorch's ANN. */
  TWIN(new SpikingAgainstTwin()),
  /** An SNN training step against libtorch. */
  TRAINING(
      new SpikingSpeed(
          "SNN training", Task.TRAINING, List.of("vgg9", "vgg16"), Map.of(0.15, Bar.atLeast(2.2)))),
  /** ANN inference and training against libtorch. */
  ANN(new RectifyingSpeed()),
  /** Peak memory of training against libtorch. */
  MEMORY(new TrainingMemory()),
  /** Two threads against one. */
  THREADS(new ThreadScaling()),
  /** An old Java against a new one. */
  JAVA(new OtherJava()),
  /** One image against libtorch. */
  LATENCY(new SingleImageLatency());

  private final Measurement measurement;

  Question(Measurement measurement) {
    this.measurement = measurement;
  }

  /** What answers it. */
  public Measurement measurement() {
    return measurement;
  }
}
