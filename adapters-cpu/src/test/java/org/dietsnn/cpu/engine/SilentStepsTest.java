package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.Tolerance;
import org.dietsnn.conformance.cases.NetworkCase;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients where the first spikes of images arrive at different steps, or never, so that the
 * backward pass leaves out some steps of some images.
 */
class SilentStepsTest {
  private static final int STEPS = 6;
  private static final int CLASSES = 5;

  /** Of the images; the first is black, the next are dim. */
  private static final float[] CONTRAST = {0, 0.03f, 0.15f, 0.25f, 0.4f, 0.7f, 1.5f};

  /** Threshold that is tried first: lower ones let every layer fire at the first step. */
  private static final double LEAST = 0.49;

  private static final int IMAGES = CONTRAST.length;
  private static final Surrogate LINEAR = new Surrogate.Linear(0.3);

  private static Stream<Arguments> neurons() {
    return Stream.of(
        Arguments.of(Reset.SOFT, LINEAR),
        Arguments.of(Reset.SOFT_UNLEAKED, LINEAR),
        Arguments.of(Reset.HARD, LINEAR),
        Arguments.of(Reset.SOFT, new Surrogate.Rectangular(1)),
        // These two are not zero at rest.
        Arguments.of(Reset.SOFT, new Surrogate.Rectangular(2.5)),
        Arguments.of(Reset.SOFT, new Surrogate.ArcTan(2)));
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void learnsWhatTheReferenceLearnsAlongAChain(Reset reset, Surrogate surrogate) {
    requireGradientsOfReference(chain(new Neuron.Lif(reset, surrogate), false));
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void learnsWhatTheReferenceLearnsAroundShortcuts(Reset reset, Surrogate surrogate) {
    requireGradientsOfReference(shortcuts(new Neuron.Lif(reset, surrogate)));
  }

  @Test
  void aBiasIsACurrentFromTheFirstStepOn() {
    requireGradientsOfReference(chain(new Neuron.Lif(Reset.SOFT, LINEAR), true));
  }

  @Test
  void imagesBeginAtDifferentSteps() {
    for (Network network : List.of(chain(lif(), false), shortcuts(lif()))) {
      Parameters parameters =
          GaussianParameters.decided(network, images(), STEPS, DropoutMasks.none(), LEAST);
      try (NetworkSession session = new ReferenceBackend().open(network, parameters)) {
        Map<Integer, Tensor> spikes = session.trace(images(), STEPS).spikes();
        int last = network.populations().size() - 2;
        TreeSet<Integer> begins = new TreeSet<>();
        for (int image = 0; image < IMAGES; image++) {
          begins.add(firstSpike(spikes.get(last), image));
        }

        assertThat(begins).hasSizeGreaterThanOrEqualTo(3).contains(STEPS);
      }
    }
  }

  /** Step of the first spike of a population, T if there is none. */
  private static int firstSpike(Tensor spikes, int image) {
    int neurons = spikes.size() / (STEPS * IMAGES);
    return IntStream.range(0, STEPS)
        .filter(
            t ->
                IntStream.range(0, neurons)
                    .anyMatch(i -> spikes.at((t * IMAGES + image) * neurons + i) > 0))
        .findFirst()
        .orElse(STEPS);
  }

  private static void requireGradientsOfReference(Network network) {
    Tolerance tolerance = Tolerance.of(Precision.FLOAT32);
    for (DropoutMasks masks : List.of(DropoutMasks.none(), masks(network))) {
      Parameters parameters = GaussianParameters.decided(network, images(), STEPS, masks, LEAST);
      Parameters expected = gradients(new ReferenceBackend(), network, parameters, masks);

      for (SpikePath path : SpikePath.values()) {
        Parameters one = gradients(engine(1, path), network, parameters, masks);
        tolerance.requireCloseGradients(network, one, expected);
        Parameters three = gradients(engine(3, path), network, parameters, masks);
        for (ParameterSpec spec : network.parameterSpecs()) {
          assertThat(three.get(spec.name()).toFloats())
              .as("%s, %s", spec.name(), path)
              .isEqualTo(one.get(spec.name()).toFloats());
        }
      }
    }
  }

  private static ComputeBackend engine(int threads, SpikePath path) {
    Membranes membranes = threads == 1 ? Membranes.STORED : Membranes.RECOMPUTED;
    return new FloatBackend(threads, "auto", path, membranes);
  }

  private static Parameters gradients(
      ComputeBackend backend, Network network, Parameters parameters, DropoutMasks masks) {
    try (TrainingSession session =
        backend.openTraining(network, parameters, new SgdMomentum(0, 0, false))) {
      Inference inference = session.forward(images(), STEPS, masks);
      int[] labels = IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray();
      double[] gradient = CrossEntropy.of(inference.logits(), labels).gradient();
      // Arrays that are used again are full of what must not be read.
      double[] nothing = new double[gradient.length];
      Arrays.fill(nothing, Double.NaN);
      session.backward(nothing);
      session.forward(images(), STEPS, masks);
      session.backward(gradient);
      return session.gradients();
    }
  }

  /** Silences every fifth neuron of the second population. */
  private static DropoutMasks masks(Network network) {
    int neurons = network.population(2).shape().neurons();
    long[] kept = new long[(IMAGES * neurons + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < IMAGES * neurons; i++) {
      kept[i / Long.SIZE] |= i % 5 == 0 ? 0 : 1L << i;
    }
    return new DropoutMasks(1.25, Map.of(2, kept));
  }

  private static Tensor images() {
    float[] pixels = NetworkCase.gaussian(new Random(1), 1, IMAGES, 3, 8, 8).toFloats();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] *= CONTRAST[i * IMAGES / pixels.length];
    }
    return Tensor.of(new int[] {IMAGES, 3, 8, 8}, pixels);
  }

  private static Neuron lif() {
    return new Neuron.Lif(Reset.SOFT, LINEAR);
  }

  private static Network chain(Neuron lif, boolean bias) {
    return new Network(
        List.of(
            input(),
            population(1, 12, 8, lif, new Synapse.Convolution(0, 1, 3, 1, 1, "1", false)),
            population(2, 16, 8, lif, new Synapse.Convolution(1, 1, 3, 1, 1, "2", false), true),
            population(3, 68, 4, lif, new Synapse.Convolution(2, 2, 3, 1, 1, "3", bias)),
            population(4, 24, 4, lif, new Synapse.Convolution(3, 1, 1, 1, 0, "4", false)),
            population(5, 32, 2, lif, new Synapse.Convolution(4, 1, 3, 2, 1, "5", false)),
            population(6, 30, 1, lif, new Synapse.Dense(5, 2, "6", bias)),
            population(7, 20, 1, lif, new Synapse.Dense(6, 1, "7", false)),
            output(8)));
  }

  private static Network shortcuts(Neuron lif) {
    return new Network(
        List.of(
            input(),
            population(1, 12, 8, lif, new Synapse.Convolution(0, 1, 3, 1, 1, "1", false)),
            population(2, 12, 8, lif, new Synapse.Convolution(1, 1, 3, 1, 1, "2", false), true),
            new Population(
                3,
                "3",
                new Shape(12, 8, 8),
                lif,
                List.of(
                    new Synapse.Convolution(2, 1, 3, 1, 1, "3", false), new Synapse.Identity(1, 1)),
                false),
            population(4, 32, 4, lif, new Synapse.Convolution(3, 1, 3, 2, 1, "4", false)),
            new Population(
                5,
                "5",
                new Shape(32, 4, 4),
                lif,
                List.of(
                    new Synapse.Convolution(4, 1, 3, 1, 1, "5a", false),
                    new Synapse.Convolution(3, 1, 1, 2, 0, "5b", false)),
                false),
            population(6, 30, 1, lif, new Synapse.Dense(5, 2, "6", false)),
            output(7)));
  }

  private static Population input() {
    return new Population(0, "0", new Shape(3, 8, 8), new Neuron.Input(), List.of(), false);
  }

  private static Population population(
      int id, int channels, int side, Neuron lif, Synapse synapse) {
    return population(id, channels, side, lif, synapse, false);
  }

  private static Population population(
      int id, int channels, int side, Neuron lif, Synapse synapse, boolean dropout) {
    Shape shape = new Shape(channels, side, side);
    return new Population(id, Integer.toString(id), shape, lif, List.of(synapse), dropout);
  }

  private static Population output(int id) {
    Synapse synapse = new Synapse.Dense(id - 1, 1, Integer.toString(id), false);
    return new Population(
        id,
        Integer.toString(id),
        Shape.flat(CLASSES),
        new Neuron.Accumulator(),
        List.of(synapse),
        false);
  }
}
