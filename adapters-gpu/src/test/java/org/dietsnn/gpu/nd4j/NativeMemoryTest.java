package org.dietsnn.gpu.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Pointer;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.dietsnn.gpu.Nd4jBackendProvider;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class NativeMemoryTest {
  private static final int STEPS = 1_000;

  /**
   * By what the process may grow otherwise; the arrays of a thousand steps are ten times as much.
   */
  private static final long NOISE = 64L << 20;

  private static final int IMAGES = 16;

  private final Network network =
      new Network(
          List.of(
              new Population(0, "input", new Shape(4, 8, 8), new Neuron.Input(), List.of(), false),
              new Population(
                  1,
                  "conv",
                  new Shape(16, 8, 8),
                  Neuron.Lif.standard(),
                  List.of(new Synapse.Convolution(0, 1, 3, 1, 1, "conv", true)),
                  true),
              new Population(
                  2,
                  "output",
                  Shape.flat(10),
                  new Neuron.Accumulator(),
                  List.of(new Synapse.Dense(1, 2, "dense", true)),
                  false)));

  private final Parameters parameters =
      Initialisation.HE_FAN_IN
          .draw(network, new SplittableRandom(1))
          .with("threshold.t1", Tensor.scalar(0.5, Precision.FLOAT32));

  @Test
  void aThousandStepsOfATrainingTakeNoMoreMemoryThanAHundred() {
    TrainingSession session =
        new Nd4jBackendProvider()
            .open(ComputeSettings.standard())
            .openTraining(network, parameters, Adam.standard(true, 1e-4));
    try (session) {
      train(session, 1, STEPS / 10);
      touchHeap();
      long processBefore = processBytes();
      long arraysBefore = arrayBytes();

      train(session, STEPS / 10 + 1, STEPS);

      assertThat(arrayBytes() - arraysBefore).as("bytes of arrays").isLessThan(STEPS);
      assertThat(processBytes() - processBefore).as("bytes of the process").isLessThan(NOISE);
    }
  }

  @Test
  void whatASessionTakesItGivesBackWhenItIsClosed() {
    ComputeBackend backend = new Nd4jBackendProvider().open(ComputeSettings.standard());
    runAll(backend);
    long before = arrayBytes();

    for (int i = 0; i < 5; i++) {
      runAll(backend);
    }

    assertThat(arrayBytes() - before).as("bytes of arrays").isLessThan(100);
  }

  private void runAll(ComputeBackend backend) {
    try (TrainingSession session =
        backend.openTraining(network, parameters, Adam.standard(true, 1e-4))) {
      train(session, 1, 2);
      session.infer(images(7), 3);
      session.infer(images(9), 3);
      session.trace(images(2), 2);
      try (CurrentProbe probe = session.probe(images(3), 2)) {
        probe.currents(1, PercentileRule.standard());
        probe.spikeRate(1, 0.4);
        probe.fire(1, 0.4);
      }
      session.gradients();
      session.restore(session.parameters(), session.optimiserState());
    }
  }

  private void train(TrainingSession session, int from, int to) {
    double[] gradient = new double[IMAGES * network.classes()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = i % 2 == 0 ? 0.01 : -0.01;
    }
    long[] kept = new long[IMAGES * 1024 / Long.SIZE];
    Arrays.fill(kept, 0x7777777777777777L);
    DropoutMasks dropout = new DropoutMasks(1 / 0.75, Map.of(1, kept));
    Tensor images = images(IMAGES);
    for (int step = from; step <= to; step++) {
      session.forward(images, 2, dropout);
      session.backward(gradient);
      session.update(new UpdateStep(step, 1e-5));
    }
  }

  private static Tensor images(int count) {
    float[] pixels = new float[count * 256];
    SplittableRandom random = new SplittableRandom(count);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    return Tensor.of(new int[] {count, 4, 8, 8}, pixels);
  }

  /** What ND4J has allocated for arrays, by its own count, once no handle is left to be found. */
  private static long arrayBytes() {
    collectGarbage();
    return Nd4j.getEnvironment().getDeviceCouner(0);
  }

  /** What the process has of the machine's memory, less what the heap has. */
  private static long processBytes() {
    collectGarbage();
    return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
  }

  /** ND4J frees what the collector has found in threads of its own. */
  private static void collectGarbage() {
    long last = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      System.gc();
      LockSupport.parkNanos(50_000_000);
      long now = Nd4j.getEnvironment().getDeviceCouner(0);
      if (now >= last) {
        return;
      }
      last = now;
    }
  }

  /** Makes the operating system give the heap the memory that it counts as its own. */
  private static void touchHeap() {
    int chunk = 4 << 20;
    long touched = 0;
    while (touched < 2 * Runtime.getRuntime().totalMemory()) {
      touched += new byte[chunk].length;
    }
  }
}
