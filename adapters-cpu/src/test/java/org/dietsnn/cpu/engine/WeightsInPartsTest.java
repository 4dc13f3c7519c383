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

/** Training steps whose transformed weights are made in parts, to save memory. */
class WeightsInPartsTest {
  private static final int STEPS = 5;
  private static final int IMAGES = 7;
  private static final int CLASSES = 3;

  /** So low that many frames go through the dense kernels. */
  private static final double THRESHOLD = 0.25;

  /** Enough for all weights at once. */
  private static final int AMPLE = 1 << 24;

  /** Enough for two of three blocks of 130 channels of 130, and for one of others. */
  private static final int SCARCE = 1 << 19;

  @ParameterizedTest
  @CsvSource({"false, 1", "false, 2", "false, 3", "true, 1", "true, 2", "true, 3"})
  void theBitsAreThoseOfAllWeightsAtOnce(boolean shortcuts, int threads) {
    Network network = network(shortcuts);
    Parameters parameters = GaussianParameters.of(network, THRESHOLD);
    Step whole = new Step(network, parameters, AMPLE, 1);

    Step parts = new Step(network, parameters, SCARCE, threads);

    assertThat(parts.logits()).isEqualTo(whole.logits());
    for (ParameterSpec spec : network.parameterSpecs()) {
      assertThat(parts.gradient(spec)).as(spec.name()).isEqualTo(whole.gradient(spec));
    }
    assertThat(parts.denseFrames()).as("frames through the dense kernels").isGreaterThan(IMAGES);
  }

  @Test
  void lessIsPreparedAtATime() {
    Network network = network(false);
    Parameters parameters = GaussianParameters.of(network, THRESHOLD);

    assertThat(new Step(network, parameters, AMPLE, 1).blocksAtOnce()).isEqualTo(3);
    assertThat(new Step(network, parameters, SCARCE, 1).blocksAtOnce()).isEqualTo(2);
  }

  /** A forward and a backward pass, wired as a session wires them. */
  private static final class Step {
    private final Timekeeper time;
    private final Gradients gradients;
    private final TransformedWeights tiles;
    private final Inference inference;

    Step(Network network, Parameters initial, int most, int threads) {
      FloatKernels kernels = KernelChoice.of("auto").kernels();
      NetworkPlan plan = NetworkPlan.of(kernels, network, SpikePath.AUTO);
      FloatParameters parameters = new FloatParameters(plan, new ParameterArrays(plan));
      parameters.arrays().set(initial, "");
      time = new Timekeeper(plan.populations());
      Workers workers = new Workers(threads);
      Scratch[] scratch = new Scratch[threads];
      Arrays.setAll(scratch, i -> new Scratch(kernels));
      tiles = new TransformedWeights(plan, parameters, false, most);
      JoinedBlocks joined = new JoinedBlocks(plan, parameters, workers, false);
      ForwardPass forward =
          new ForwardPass(plan, parameters, workers, scratch, tiles, joined, time);
      SpareArrays spare = new SpareArrays();
      Activations kept = new Activations(plan, Activations.Potentials.VARYING, spare);
      gradients = new Gradients(plan, workers, scratch);
      BackwardPass backward =
          new BackwardPass(
              plan, parameters, tiles, gradients, forward, workers, scratch, spare, time);
      Tensor images = NetworkCase.gaussian(new Random(3), 1, IMAGES, 3, 8, 8);
      inference = forward.run(images, STEPS, DropoutMasks.none(), kept, null);
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

    /** Of the layer of 130 to 130 channels. */
    int blocksAtOnce() {
      return tiles.blocksAtOnce(3);
    }
  }

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
            population(4, 150, 4, lif, last),
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
