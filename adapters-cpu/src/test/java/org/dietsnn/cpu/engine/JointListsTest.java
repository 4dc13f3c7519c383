package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dense synapses of batches, whose events are listed together: two of them into one population, one
 * pooled, and one beside a shortcut, from channels that fill no word; images from blank to busy.
 */
class JointListsTest {
  private static final int STEPS = 4;
  private static final int CLASSES = 3;

  @ParameterizedTest(name = "{0} images, dropout {1}")
  @CsvSource({"8, false", "13, false", "13, true", "67, false"})
  void giveWhatTheReferenceGivesWithAnyNumberOfThreads(int count, boolean dropout) {
    Network network = network();
    Tensor images = images(count);
    DropoutMasks masks = dropout ? masks(network, count) : DropoutMasks.none();
    Parameters parameters = GaussianParameters.decided(network, images, STEPS, masks, 0.7);
    Inference expected = forward(new ReferenceBackend(), network, parameters, images, masks);
    Inference one = forward(new FloatBackend(1, "auto"), network, parameters, images, masks);

    assertThat(one.activity().spikes()).isEqualTo(expected.activity().spikes());
    assertThat(one.activity().spikes().get(3)).isPositive();
    assertThat(one.logits()).containsExactly(expected.logits(), within(1e-4));
    for (int threads : new int[] {2, 3, 16}) {
      FloatBackend backend = new FloatBackend(threads, "auto");
      assertSame(forward(backend, network, parameters, images, masks), one);
    }
    for (Synapse synapse : network.population(2).synapses()) {
      assertThat(plan(network, synapse).joint(count)).isEqualTo(synapse instanceof Synapse.Dense);
    }
  }

  @ParameterizedTest(name = "{0} images")
  @ValueSource(ints = {8, 13, 67})
  void givesTheSameWithoutPotentialsAndInMemoryThatWasUsed(int count) {
    Network network = network();
    Tensor images = images(count);
    Parameters parameters = GaussianParameters.of(network, 1.2);
    Inference kept =
        forward(new FloatBackend(1, "auto"), network, parameters, images, DropoutMasks.none());
    for (int threads : new int[] {1, 2, 3, 16}) {
      try (NetworkSession session = new FloatBackend(threads, "auto").open(network, parameters)) {
        assertSame(session.infer(images, STEPS), kept);
        // Other images, more of them, leave other spikes in the working memory.
        session.infer(images(2 * count + 3), STEPS);
        assertSame(session.infer(images, STEPS), kept);
      }
    }
  }

  private static void assertSame(Inference actual, Inference expected) {
    assertThat(actual.logits()).containsExactly(expected.logits());
    assertThat(actual.activity()).isEqualTo(expected.activity());
  }

  private static Inference forward(
      ComputeBackend backend,
      Network network,
      Parameters parameters,
      Tensor images,
      DropoutMasks masks) {
    try (TrainingSession session =
        backend.openTraining(network, parameters, Adam.standard(false, 0))) {
      return session.forward(images, STEPS, masks);
    }
  }

  private static SynapsePlan plan(Network network, Synapse synapse) {
    return SynapsePlan.of(
        KernelChoice.of("auto").kernels(),
        synapse,
        network.sourceShape(synapse),
        network.population(2).shape(),
        SpikePath.AUTO,
        false);
  }

  /** Keeps three of four neurons of the first population. */
  private static DropoutMasks masks(Network network, int count) {
    long[] kept = new long[(count * network.population(1).shape().neurons() + 63) / 64];
    Random random = new Random(8);
    for (int bit = 0; bit < kept.length * Long.SIZE; bit++) {
      kept[bit / Long.SIZE] |= random.nextInt(4) > 0 ? 1L << bit : 0;
    }
    return new DropoutMasks(4.0 / 3, Map.of(1, kept));
  }

  /** Images of several brightnesses, the first blank. */
  private static Tensor images(int count) {
    float[] pixels = NetworkCase.gaussian(new Random(3), 1, count, 3, 6, 6).toFloats();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] *= (float) (i * (long) count / pixels.length % 5);
    }
    return Tensor.of(new int[] {count, 3, 6, 6}, pixels);
  }

  private static Network network() {
    List<Synapse> both =
        List.of(new Synapse.Dense(1, 1, "whole", true), new Synapse.Dense(1, 2, "pooled", false));
    Population input =
        new Population(0, "input", new Shape(3, 6, 6), new Neuron.Input(), List.of(), false);
    return new Network(
        Arrays.asList(
            input,
            spiking(
                1,
                new Shape(70, 6, 6),
                List.of(new Synapse.Convolution(0, 1, 3, 1, 1, "first", false))),
            spiking(2, Shape.flat(300), both),
            spiking(
                3,
                Shape.flat(300),
                List.of(new Synapse.Dense(2, 1, "dense", false), new Synapse.Identity(2, 1))),
            new Population(
                4,
                "output",
                Shape.flat(CLASSES),
                new Neuron.Accumulator(),
                List.of(new Synapse.Dense(3, 1, "last", false)),
                false)));
  }

  private static Population spiking(int index, Shape shape, List<Synapse> synapses) {
    Neuron lif = new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3));
    return new Population(index, "p" + index, shape, lif, synapses, index == 1);
  }
}
