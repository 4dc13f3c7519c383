package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.cpu.reference.DecisionMargin;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer some of whose steps go through the dense kernels while others go event by event. */
class MixedStepsTest {
  private static final int STEPS = 5;

  /** Enough for tiles. */
  private static final int IMAGES = 8;

  private static final int MIXED = 2;

  /** Decisions nearer than this may fall differently in float32. */
  private static final double SAFE = 1e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void givesWhatTheReferenceGivesWithAnyNumberOfThreads(int pooling) {
    Network network = network(pooling);
    int side = 4 * pooling;
    Random random = new Random(1);
    Tensor images = gaussian(random, 1, IMAGES, 3, side, side);
    boolean found = false;
    for (double threshold = 0.5; threshold < 2 && !found; threshold += 0.05) {
      Parameters parameters = parameters(network, threshold);
      if (DecisionMargin.of(network, parameters, images, STEPS, DropoutMasks.none()) < SAFE) {
        continue;
      }
      Inference reference;
      try (NetworkSession session = new ReferenceBackend().open(network, parameters)) {
        reference = session.infer(images, STEPS);
      }
      try (NetworkSession one = new FloatBackend(1, "auto").open(network, parameters);
          NetworkSession three = new FloatBackend(3, "auto").open(network, parameters)) {
        Inference inference = one.infer(images, STEPS);

        assertThat(inference.activity().spikes()).isEqualTo(reference.activity().spikes());
        assertThat(inference.logits()).containsExactly(reference.logits(), within(1e-4));
        assertThat(three.infer(images, STEPS).logits()).containsExactly(inference.logits());
        LayerWork work = one.work().get(MIXED);
        assertThat(work.denseFrames() + work.eventDrivenFrames()).isEqualTo(IMAGES * STEPS);
        found = work.denseFrames() > 0 && work.eventDrivenFrames() > 0;
      }
    }
    assertThat(found).as("a threshold at which steps are mixed and none is near it").isTrue();
  }

  private static Parameters parameters(Network network, double threshold) {
    Random random = new Random(2);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      int[] shape = spec.dimensions();
      values.put(
          spec.name(),
          switch (spec.role()) {
            case WEIGHT, BIAS ->
                gaussian(random, 1.5 / Math.sqrt((double) spec.count() / shape[0]), shape);
            case THRESHOLD -> Tensor.scalar(threshold, Precision.FLOAT32);
            case LEAK -> Tensor.scalar(1, Precision.FLOAT32);
          });
    }
    return new Parameters(values);
  }

  private static Tensor gaussian(Random random, double deviation, int... shape) {
    return Tensor.filled(
        shape,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
          }
        });
  }

  private static Network network(int pooling) {
    int side = 4 * pooling;
    Shape shape = new Shape(32, side, side);
    Shape small = new Shape(32, 4, 4);
    Population input =
        new Population(0, "input", new Shape(3, side, side), new Neuron.Input(), List.of(), false);
    Synapse first = new Synapse.Convolution(0, 1, 3, 1, 1, "first", false);
    Synapse second = new Synapse.Convolution(1, pooling, 3, 1, 1, "second", false);
    Synapse last = new Synapse.Dense(2, 1, "last", false);
    return new Network(
        List.of(
            input,
            new Population(1, "a", shape, lif(), List.of(first), false),
            new Population(2, "b", small, lif(), List.of(second), false),
            new Population(
                3, "output", Shape.flat(4), new Neuron.Accumulator(), List.of(last), false)));
  }

  private static Neuron lif() {
    return new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3));
  }
}
