package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.reference.DecisionMargin;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.optimiser.SgdMomentum;
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

  private static final int CLASSES = 4;

  /** Decisions nearer than this may fall differently in float32. */
  private static final double SAFE = 1e-6;

  /** Of the images; the first is black, so that nothing fires. */
  private static final float[] CONTRAST = {0, 0.3f, 0.5f, 1, 1, 1, 1.5f, 2};

  /** Spikes per neuron on both sides of which a frame's weight gradient goes another way. */
  private static final double FEW = 0.04;

  private static final double MANY = 0.3;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void givesWhatTheReferenceGivesWithAnyNumberOfThreads(int pooling) {
    Network network = network(pooling);
    Tensor images = images(pooling);
    boolean found = false;
    for (double threshold = 0.5; threshold < 2 && !found; threshold += 0.05) {
      Parameters parameters = parameters(network, threshold);
      if (unsafe(network, parameters, images)) {
        continue;
      }
      Inference reference;
      try (NetworkSession session = new ReferenceBackend().open(network, parameters)) {
        reference = session.infer(images, STEPS);
      }
      try (NetworkSession one = new FloatBackend(1, "auto").open(network, parameters);
          NetworkSession two = new FloatBackend(2, "auto").open(network, parameters);
          NetworkSession three = new FloatBackend(3, "auto").open(network, parameters)) {
        Inference inference = one.infer(images, STEPS);

        assertThat(inference.activity().spikes()).isEqualTo(reference.activity().spikes());
        assertThat(inference.logits()).containsExactly(reference.logits(), within(1e-4));
        assertThat(two.infer(images, STEPS).logits()).containsExactly(inference.logits());
        assertThat(three.infer(images, STEPS).logits()).containsExactly(inference.logits());
        LayerWork work = one.work().get(MIXED);
        assertThat(work.denseFrames() + work.eventDrivenFrames()).isEqualTo(IMAGES * STEPS);
        found = work.denseFrames() > 0 && work.eventDrivenFrames() > 0;
      }
    }
    assertThat(found).as("a threshold at which steps are mixed and none is near it").isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void learnsWhatTheReferenceLearnsWithAnyNumberOfThreads(int pooling) {
    Network network = network(pooling);
    Tensor images = images(pooling);
    boolean found = false;
    for (double threshold = 0.5; threshold < 2 && !found; threshold += 0.05) {
      Parameters parameters = parameters(network, threshold);
      found = !unsafe(network, parameters, images) && mixesFrames(network, parameters, images);
      if (found) {
        Parameters reference = gradients(new ReferenceBackend(), network, parameters, images);
        Parameters one = gradients(new FloatBackend(1, "auto"), network, parameters, images);
        Parameters two = gradients(new FloatBackend(2, "auto"), network, parameters, images);
        Parameters three = gradients(new FloatBackend(3, "auto"), network, parameters, images);

        for (ParameterSpec spec : network.parameterSpecs()) {
          double[] expected = reference.get(spec.name()).toDoubles();
          double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
          assertThat(one.get(spec.name()).toDoubles())
              .as(spec.name())
              .containsExactly(expected, within(1e-4 * largest));
          assertThat(two.get(spec.name()).toFloats())
              .as(spec.name())
              .containsExactly(one.get(spec.name()).toFloats());
          assertThat(three.get(spec.name()).toFloats())
              .as(spec.name())
              .containsExactly(one.get(spec.name()).toFloats());
        }
      }
    }
    assertThat(found).as("a threshold at which frames are mixed and none is near it").isTrue();
  }

  private static Parameters gradients(
      ComputeBackend backend, Network network, Parameters parameters, Tensor images) {
    try (TrainingSession session =
        backend.openTraining(network, parameters, new SgdMomentum(0, 0, false))) {
      Inference inference = session.forward(images, STEPS, DropoutMasks.none());
      int[] labels = IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray();
      session.backward(CrossEntropy.of(inference.logits(), labels).gradient());
      return session.gradients();
    }
  }

  /** Whether the first population has silent frames, some with few spikes, and some with many. */
  private static boolean mixesFrames(Network network, Parameters parameters, Tensor images) {
    try (NetworkSession session = new ReferenceBackend().open(network, parameters)) {
      float[] spikes = session.trace(images, STEPS).spikes().get(1).toFloats();
      int neurons = spikes.length / (STEPS * IMAGES);
      Set<String> kinds = new HashSet<>();
      for (int frame = 0; frame < STEPS * IMAGES; frame++) {
        double fired = 0;
        for (int i = 0; i < neurons; i++) {
          fired += spikes[frame * neurons + i];
        }
        double rate = fired / neurons;
        kinds.add(rate == 0 ? "silent" : rate < FEW ? "few" : rate > MANY ? "many" : "between");
      }
      return kinds.containsAll(Set.of("silent", "few", "many"));
    }
  }

  private static boolean unsafe(Network network, Parameters parameters, Tensor images) {
    return DecisionMargin.of(network, parameters, images, STEPS, DropoutMasks.none()) < SAFE;
  }

  private static Tensor images(int pooling) {
    int side = 4 * pooling;
    float[] pixels = NetworkCase.gaussian(new Random(1), 1, IMAGES, 3, side, side).toFloats();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] *= CONTRAST[i * IMAGES / pixels.length];
    }
    return Tensor.of(new int[] {IMAGES, 3, side, side}, pixels);
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
                NetworkCase.gaussian(
                    random, 1.5 / Math.sqrt((double) spec.count() / shape[0]), shape);
            case THRESHOLD -> Tensor.scalar(threshold, Precision.FLOAT32);
            case LEAK -> Tensor.scalar(1, Precision.FLOAT32);
          });
    }
    return new Parameters(values);
  }

  private static Network network(int pooling) {
    int side = 4 * pooling;
    Shape shape = new Shape(32, side, side);
    // Two blocks of channels, which two threads share when frames are few.
    Shape small = new Shape(80, 4, 4);
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
                3, "output", Shape.flat(CLASSES), new Neuron.Accumulator(), List.of(last), false)));
  }

  private static Neuron lif() {
    return new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3));
  }
}
