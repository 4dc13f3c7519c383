package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFramesTest {
  private static final int SIDE = 8;
  private static final int CHANNELS = 72;
  private static final int IMAGES = 5;

  /** Numbers of an output gradient; more would say no more. */
  private static final int LENGTH = 3;

  @ParameterizedTest(name = "{0} steps, {1} of trains alike, {2} of frames taken")
  @CsvSource({"1, 0, 1", "5, 0, 1", "5, 0.9, 1", "5, 0.9, 0.6", "13, 0.9, 0.9", "5, 1, 0"})
  void framesBringWhatTheirStepsBringOneByOne(int steps, double alike, double taken) {
    FloatKernels kernels = KernelChoice.of("auto").kernels();
    Random random = new Random(6);
    NetworkPlan plan = NetworkPlan.of(kernels, network(), SpikePath.AUTO);
    SynapsePlan synapse = plan.synapses(2).get(0);
    Activations activations = new Activations(plan, Activations.Potentials.NONE, new SpareArrays());
    activations.begin(IMAGES, steps);
    activations.makeRoom(1);
    fire(activations.spikes(1), steps, alike, random);
    float[] gradient = new float[IMAGES * steps * LENGTH];
    boolean[] wanted = new boolean[IMAGES * steps];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) random.nextGaussian();
      wanted[i / LENGTH] = i % LENGTH > 0 ? wanted[i / LENGTH] : random.nextDouble() < taken;
    }

    double[] expected = new double[SIDE * SIDE * CHANNELS * LENGTH];
    for (int frame = 0; frame < IMAGES * steps; frame++) {
      if (wanted[frame]) {
        add(activations.spikes(1), frame, gradient, frame * LENGTH, expected);
      }
    }
    double[] actual = new double[expected.length];
    Scratch[] scratch = {new Scratch(kernels), new Scratch(kernels)};
    SharedFrames frames = new SharedFrames(new Workers(2), scratch);
    int count = 0;
    for (int image = 0; image < IMAGES; image += 2) {
      frames.gather(synapse, activations, wanted, image, Math.min(IMAGES, image + 2));
      for (int i = 0; i < frames.count(); i++) {
        int[] numbers = new int[steps];
        int summed = frames.steps(i, steps, numbers);
        for (int j = 0; j < summed; j++) {
          add(frames.spikes(), frames.numbers()[i], gradient, numbers[j] * LENGTH, actual);
        }
      }
      count += frames.count();
    }

    assertThat(actual).containsExactly(expected, within(1e-5));
    if (taken == 0) {
      assertThat(count).isZero();
    } else if (steps == 1) {
      assertThat(count).isEqualTo(IMAGES);
    }
  }

  /** Far more than two gatherings, with a remainder, and rounds that end within one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void inWhateverPartsABatchIsTakenTheWeightGradientIsTheSum(int mostFrames) {
    FloatKernels kernels = KernelChoice.of("auto").kernels();
    NetworkPlan plan = NetworkPlan.of(kernels, network(), SpikePath.AUTO);
    SynapsePlan synapse = plan.synapses(2).get(0);
    Random random = new Random(6);
    Activations activations = new Activations(plan, Activations.Potentials.NONE, new SpareArrays());
    activations.begin(IMAGES, 5);
    activations.makeRoom(1);
    fire(activations.spikes(1), 5, 0.9, random);
    int length = SIDE * SIDE * CHANNELS;
    float[] gradient = new float[IMAGES * 5 * length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) random.nextGaussian();
    }
    boolean[] wanted = new boolean[IMAGES * 5];
    Arrays.fill(wanted, true);
    int twoImages = 2 * synapse.mostSets(5) * plan.words(1);

    float[][] found = new float[4][];
    for (int threads = 1; threads <= 3; threads++) {
      Scratch[] scratch = new Scratch[threads];
      Arrays.setAll(scratch, i -> new Scratch(kernels));
      Workers workers = new Workers(threads);
      SharedFrames frames = new SharedFrames(workers, scratch, twoImages);
      PackedWeights sum = new PackedWeights(new float[synapse.convolution().packedLength()], 0);
      new EventGradientRun(workers, scratch, frames, mostFrames)
          .run(synapse, activations, wanted, gradient, sum);
      found[threads] = new float[synapse.convolution().geometry().weightLength()];
      synapse.convolution().addUnpacked(sum, found[threads], 0);
    }

    assertThat(found[2]).isEqualTo(found[1]);
    assertThat(found[3]).isEqualTo(found[1]);
    assertThat(found[1])
        .containsExactly(weightGradient(activations.spikes(1), gradient), within(1e-3f));
  }

  /** Of 3x3 weights {@code [out][in][ky][kx]}, by definition. */
  private static float[] weightGradient(long[] bits, float[] gradient) {
    double[] sums = new double[CHANNELS * CHANNELS * 9];
    for (int pixel = 0; pixel < IMAGES * 5 * SIDE * SIDE; pixel++) {
      int y = pixel / SIDE % SIDE;
      int x = pixel % SIDE;
      for (int tap = 0; tap < 9; tap++) {
        int fromY = y + tap / 3 - 1;
        int fromX = x + tap % 3 - 1;
        if (fromY < 0 || fromY >= SIDE || fromX < 0 || fromX >= SIDE) {
          continue;
        }
        int source = pixel / (SIDE * SIDE) * SIDE * SIDE + fromY * SIDE + fromX;
        for (int in = 0; in < CHANNELS; in++) {
          if ((bits[source * 2 + in / 64] >>> in & 1) == 1) {
            for (int out = 0; out < CHANNELS; out++) {
              sums[(out * CHANNELS + in) * 9 + tap] += gradient[pixel * CHANNELS + out];
            }
          }
        }
      }
    }
    float[] rounded = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      rounded[i] = (float) sums[i];
    }
    return rounded;
  }

  @Test
  void neuronsThatFireAtTheSameStepsShareARow() {
    FloatKernels kernels = KernelChoice.of("auto").kernels();
    NetworkPlan plan = NetworkPlan.of(kernels, network(), SpikePath.AUTO);
    Activations activations = new Activations(plan, Activations.Potentials.NONE, new SpareArrays());
    activations.begin(IMAGES, 5);
    activations.makeRoom(1);
    fire(activations.spikes(1), 5, 0.9, new Random(6));
    boolean[] wanted = new boolean[IMAGES * 5];
    Arrays.fill(wanted, true);
    SharedFrames frames = new SharedFrames(new Workers(1), new Scratch[] {new Scratch(kernels)});

    frames.gather(plan.synapses(2).get(0), activations, wanted, 0, IMAGES);

    long shared = 0;
    int words = plan.words(1);
    for (int i = 0; i < frames.count(); i++) {
      shared += count(frames.spikes(), frames.numbers()[i] * words, words);
    }
    long spikes = count(activations.spikes(1), 0, IMAGES * 5 * words);
    assertThat(shared).isLessThan(spikes / 3);
  }

  private static long count(long[] bits, int start, int length) {
    long sum = 0;
    for (int i = start; i < start + length; i++) {
      sum += Long.bitCount(bits[i]);
    }
    return sum;
  }

  /** A part of the neurons fires at all steps or at none, the others anyhow. */
  private static void fire(long[] bits, int steps, double alike, Random random) {
    int words = SIDE * SIDE * 2;
    for (int image = 0; image < IMAGES; image++) {
      for (int i = 0; i < words; i++) {
        long there = i % 2 == 0 ? -1L : (1L << (CHANNELS - 64)) - 1;
        long same = 0;
        for (int bit = 0; bit < 64; bit++) {
          same |= random.nextDouble() < alike ? 1L << bit : 0;
        }
        long always = random.nextLong() & same;
        for (int t = 0; t < steps; t++) {
          bits[(image * steps + t) * words + i] = there & (always | (random.nextLong() & ~same));
        }
      }
    }
  }

  /** Adds for each neuron that fires in a frame what its outputs' gradients are. */
  private static void add(long[] bits, int frame, float[] gradient, int start, double[] sums) {
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      for (int c = 0; c < CHANNELS; c++) {
        long word = bits[(frame * SIDE * SIDE + pixel) * 2 + c / 64];
        for (int i = 0; i < LENGTH && (word >>> c & 1) == 1; i++) {
          sums[(pixel * CHANNELS + c) * LENGTH + i] += gradient[start + i];
        }
      }
    }
  }

  private static Network network() {
    Shape shape = new Shape(CHANNELS, SIDE, SIDE);
    Neuron lif = new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3));
    return new Network(
        List.of(
            new Population(
                0, "input", new Shape(3, SIDE, SIDE), new Neuron.Input(), List.of(), false),
            new Population(
                1,
                "first",
                shape,
                lif,
                List.of(new Synapse.Convolution(0, 1, 3, 1, 1, "a", false)),
                false),
            new Population(
                2,
                "second",
                shape,
                lif,
                List.of(new Synapse.Convolution(1, 1, 3, 1, 1, "b", false)),
                false),
            new Population(
                3,
                "output",
                Shape.flat(2),
                new Neuron.Accumulator(),
                List.of(new Synapse.Dense(2, 1, "c", false)),
                false)));
  }
}
