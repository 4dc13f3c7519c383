package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Training steps whose transformed weights and lists of events are made in parts, to save memory.
 */
class WeightsInPartsTest {
  private static final int STEPS = 5;
  private static final int IMAGES = 7;
  private static final int CLASSES = 3;

  /** The population of 130 channels that sees 130. */
  private static final int WIDE = 3;

  /** So low that many frames go through the dense kernels. */
  private static final double THRESHOLD = 0.25;

  /** Enough for all weights and events at once. */
  private static final WorkingMemory AMPLE = new WorkingMemory(false, 1 << 24, 1 << 24);

  /** Enough for one of three blocks of 130 channels of 130, and for the events of an image. */
  private static final WorkingMemory SCARCE = new WorkingMemory(false, 1 << 19, 1);

  @ParameterizedTest
  @CsvSource({
    "false, false, 1",
    "false, false, 2",
    "false, false, 3",
    "false, true, 1",
    "false, true, 3",
    "true, false, 1",
    "true, false, 2",
    "true, true, 1",
    "true, true, 3"
  })
  void theBitsAreThoseOfAllAtOnce(boolean shortcuts, boolean dark, int threads) {
    Network network = network(shortcuts);
    Parameters parameters = GaussianParameters.of(network, THRESHOLD);
    Step whole = new Step(network, parameters, dark, AMPLE, 1);

    Step parts = new Step(network, parameters, dark, SCARCE, threads);

    assertThat(parts.logits()).isEqualTo(whole.logits());
    for (ParameterSpec spec : network.parameterSpecs()) {
      assertThat(parts.gradient(spec)).as(spec.name()).isEqualTo(whole.gradient(spec));
    }
    assertThat(parts.denseFrames()).as("frames through the dense kernels").isGreaterThan(IMAGES);
    assertThat(parts.productsInParts()).as("products in parts").isTrue();
    assertThat(whole.productsInParts()).as("products of all weights in parts").isFalse();
    assertThat(parts.frames().all()).as("no step left out").isEqualTo(!dark);
  }

  @Test
  void lessIsPreparedAtATime() {
    Network network = network(false);
    Parameters parameters = GaussianParameters.of(network, THRESHOLD);

    assertThat(new Step(network, parameters, false, AMPLE, 1).blocksAtOnce()).isEqualTo(3);
    assertThat(new Step(network, parameters, false, SCARCE, 1).blocksAtOnce()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 100, 800, 8",
    "8, 100, 799, 4",
    "8, 100, 400, 4",
    "10, 100, 450, 4",
    "3, 100, 150, 1",
    "3, 100, 50, 1"
  })
  void partsFitAndAreOfNearlyEqualSize(int blocks, int floatsOfEach, int spent, int expected) {
    Network network = network(false);
    NetworkPlan plan = NetworkPlan.of(KernelChoice.of("auto").kernels(), network, SpikePath.AUTO);
    WorkingMemory memory = new WorkingMemory(false, spent, 1);
    TransformedWeights weights = new TransformedWeights(plan, null, memory);

    assertThat(weights.fitting(blocks, count -> count * floatsOfEach)).isEqualTo(expected);
  }

  /** A forward and a backward pass, wired as a session wires them. */
  private static final class Step {
    private final Timekeeper time;
    private final Gradients gradients;
    private final TransformedWeights tiles;
    private final Inference inference;
    private final GradientFrames frames;
    private final boolean productsInParts;

    Step(Network network, Parameters initial, boolean dark, WorkingMemory memory, int threads) {
      FloatKernels kernels = KernelChoice.of("auto").kernels();
      NetworkPlan plan = NetworkPlan.of(kernels, network, SpikePath.AUTO);
      FloatParameters parameters = new FloatParameters(plan, new ParameterArrays(plan));
      parameters.arrays().set(initial, "");
      time = new Timekeeper(plan.populations());
      Workers workers = new Workers(threads);
      Scratch[] scratch = new Scratch[threads];
      Arrays.setAll(scratch, i -> new Scratch(kernels));
      tiles = new TransformedWeights(plan, parameters, memory);
      JoinedBlocks joined = new JoinedBlocks(plan, parameters, workers, false);
      ForwardPass forward =
          new ForwardPass(plan, parameters, workers, scratch, tiles, joined, memory, time);
      SpareArrays spare = new SpareArrays();
      Activations kept = new Activations(plan, Activations.Potentials.VARYING, spare);
      gradients = new Gradients(plan, workers, scratch);
      BackwardPass backward =
          new BackwardPass(
              plan, parameters, tiles, gradients, forward, workers, scratch, spare, time);
      inference = forward.run(images(dark), STEPS, DropoutMasks.none(), kept, null);
      frames = GradientFrames.of(plan, parameters, kept, WIDE, 0);
      productsInParts =
          new ConvolutionProducts(plan, parameters, tiles, workers, scratch, spare)
              .inParts(plan.synapses(WIDE).get(0), frames);
      int[] labels = IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray();
      double[] gradient = CrossEntropy.of(inference.logits(), labels).gradient();
      backward.run(kept, DropoutMasks.none(), gradient);
    }

    double[] logits() {
      return inference.logits();
    }

    float[] gradient(ParameterSpec spec) {
      return gradients.export().get(spec.name()).toFloats();
    }

    long denseFrames() {
      return time.work().stream().mapToLong(LayerWork::denseFrames).sum();
    }

    int blocksAtOnce() {
      return tiles.blocksAtOnce(WIDE);
    }

    boolean productsInParts() {
      return productsInParts;
    }

    GradientFrames frames() {
      return frames;
    }
  }

  /** Images, of which the first is black, if they are to be dark, and the others are dim. */
  private static Tensor images(boolean dark) {
    float[] pixels = NetworkCase.gaussian(new Random(3), 1, IMAGES, 3, 8, 8).toFloats();
    for (int i = 0; i < pixels.length && dark; i++) {
      int image = i * IMAGES / pixels.length;
      pixels[i] *= image * 0.15f;
    }
    return Tensor.of(new int[] {IMAGES, 3, 8, 8}, pixels);
  }

  /**
   * A chain; or with an identity beside a convolution, and a source that two populations read, so
   * that products are added to a gradient that is there.
   */
  private static Network network(boolean shortcuts) {
    Neuron lif = Neuron.Lif.standard();
    Synapse.Convolution third = new Synapse.Convolution(2, 1, 3, 1, 1, "3", false);
    Synapse.Convolution last = new Synapse.Convolution(3, 2, 3, 1, 1, "4", false);
    return new Network(
        List.of(
            new Population(0, "0", new Shape(3, 8, 8), new Neuron.Input(), List.of(), false),
            population(1, 70, 8, lif, new Synapse.Convolution(0, 1, 3, 1, 1, "1", false)),
            population(2, 130, 8, lif, new Synapse.Convolution(1, 1, 3, 1, 1, "2", false)),
            new Population(
                3,
                "3",
                new Shape(130, 8, 8),
                lif,
                shortcuts ? List.of(third, new Synapse.Identity(2, 1)) : List.of(third),
                false),
            new Population(
                4,
                "4",
                new Shape(150, 4, 4),
                lif,
                shortcuts
                    ? List.of(last, new Synapse.Convolution(2, 2, 1, 1, 0, "4b", false))
                    : List.of(last),
                false),
            new Population(
                5,
                "5",
                Shape.flat(CLASSES),
                new Neuron.Accumulator(),
                List.of(new Synapse.Dense(4, 1, "5", false)),
                false)));
  }

  private static Population population(
      int id, int channels, int side, Neuron lif, Synapse synapse) {
    Shape shape = new Shape(channels, side, side);
    return new Population(id, Integer.toString(id), shape, lif, List.of(synapse), false);
  }
}
