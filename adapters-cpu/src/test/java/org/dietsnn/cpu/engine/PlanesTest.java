package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.cpu.reference.DecisionMargin;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Layers wide enough that busy steps are taken plane by plane and quiet ones window by window, with
 * a shortcut beside a convolution, then a dense synapse.
 */
class PlanesTest {
  private static final int STEPS = 4;
  private static final int CHANNELS = 72;
  private static final int CLASSES = 3;

  /** Decisions nearer than this may fall differently in float32. */
  private static final double SAFE = 1e-6;

  @ParameterizedTest(name = "{0} images, pooling {1}")
  @CsvSource({"1, 1", "1, 2", "3, 1", "9, 1", "9, 2"})
  void givesWhatTheReferenceGivesWithAnyNumberOfThreads(int count, int pooling) {
    Network network = network(pooling);
    Tensor images = images(count, pooling);
    boolean found = false;
    for (double threshold = 0.6; threshold < 3 && !found; threshold += 0.05) {
      Parameters parameters = GaussianParameters.of(network, threshold);
      if (DecisionMargin.of(network, parameters, images, STEPS, DropoutMasks.none()) < SAFE) {
        continue;
      }
      Inference reference;
      Trace trace;
      try (NetworkSession session = new ReferenceBackend().open(network, parameters)) {
        reference = session.infer(images, STEPS);
        trace = session.trace(images, STEPS);
      }
      found = goesBothWays(network, trace.spikes().get(1), count);
      // Spikes by the dense kernels would be right, too, but are not what is tried.
      try (NetworkSession one = backend(1).open(network, parameters);
          NetworkSession two = backend(2).open(network, parameters);
          NetworkSession three = backend(3).open(network, parameters)) {
        Inference inference = one.infer(images, STEPS);

        assertThat(inference.activity().spikes()).isEqualTo(reference.activity().spikes());
        assertThat(inference.logits()).containsExactly(reference.logits(), within(1e-4));
        // A trace keeps potentials, so no step is left out because nothing arrives.
        assertThat(last(one.trace(images, STEPS).logits(), count))
            .containsExactly(Tensor.of(new int[] {count, CLASSES}, inference.logits()).toFloats());
        assertThat(two.infer(images, STEPS).logits()).containsExactly(inference.logits());
        assertThat(three.infer(images, STEPS).logits()).containsExactly(inference.logits());
      }
    }
    assertThat(found).as("a threshold at which steps go both ways and none is near it").isTrue();
  }

  private static float[] last(Tensor logits, int images) {
    float[] all = logits.toFloats();
    return Arrays.copyOfRange(all, all.length - images * CLASSES, all.length);
  }

  private static FloatBackend backend(int threads) {
    return new FloatBackend(threads, "auto");
  }

  /** Whether some steps of a population are taken plane by plane and others window by window. */
  private static boolean goesBothWays(Network network, Tensor spikes, int images) {
    Synapse synapse = network.population(2).synapses().get(0);
    SynapsePlan plan =
        SynapsePlan.of(
            KernelChoice.of("auto").kernels(),
            synapse,
            network.sourceShape(synapse),
            network.population(2).shape(),
            SpikePath.AUTO,
            false);
    float[] fired = spikes.toFloats();
    int frame = fired.length / (STEPS * images);
    boolean planes = false;
    boolean windows = false;
    for (int i = 0; i < STEPS * images; i++) {
      long sent = 0;
      for (int n = i * frame; n < (i + 1) * frame; n++) {
        sent += fired[n] > 0 ? 1 : 0;
      }
      planes |= plan.inPlanes(sent);
      windows |= sent > 0 && !plan.inPlanes(sent);
    }
    return planes && windows;
  }

  private static Tensor images(int count, int pooling) {
    int side = 6 * pooling;
    float[] pixels = NetworkCase.gaussian(new Random(3), 1, count, 3, side, side).toFloats();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] *= 0.5f + 0.5f * (i * count / pixels.length % 3);
    }
    return Tensor.of(new int[] {count, 3, side, side}, pixels);
  }

  private static Network network(int pooling) {
    int side = 6 * pooling;
    Shape first = new Shape(CHANNELS, side, side);
    Shape second = new Shape(CHANNELS, 6, 6);
    List<Synapse> both =
        List.of(
            new Synapse.Convolution(1, pooling, 3, 1, 1, "second", false),
            new Synapse.Identity(1, pooling));
    Population input =
        new Population(0, "input", new Shape(3, side, side), new Neuron.Input(), List.of(), false);
    return new Network(
        Arrays.asList(
            input,
            spiking(1, first, List.of(new Synapse.Convolution(0, 1, 3, 1, 1, "first", false))),
            spiking(2, second, both),
            spiking(3, Shape.flat(100), List.of(new Synapse.Dense(2, 1, "dense", false))),
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
    return new Population(index, "p" + index, shape, lif, synapses, false);
  }
}
