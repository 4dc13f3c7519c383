package org.dietsnn.conformance.cases;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.cpu.reference.DecisionMargin;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * A network with everything that it takes to run it; all numbers are float32 values, so that
 * engines of both precisions begin with the same.
 *
 * @param name what it is, for reports
 * @param network the network
 * @param parameters random weights and biases, thresholds in [0.3, 1.3), leaks in (0.4, 1]
 * @param images Gaussian pixels
 * @param timeSteps for how many steps each image is presented
 * @param labels a class for each image
 * @param dropout a mask with 3 of 4 neurons kept for each population that has dropout
 */
public record NetworkCase(
    String name,
    Network network,
    Parameters parameters,
    Tensor images,
    int timeSteps,
    int[] labels,
    DropoutMasks dropout) {

  /** Decisions nearer than this may fall differently in float32. */
  private static final double SAFE = 1e-5;

  private static final int ATTEMPTS = 100;
  private static final int MOST_NEURON_STEPS = 16_000;
  private static final int MOST_MAC_STEPS = 1_500_000;

  /**
   * A random network without a decision that rounding could turn; several are drawn until there is
   * one.
   *
   * @param spiking whether its hidden populations fire, or rectify
   */
  public static NetworkCase draw(long seed, boolean spiking) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      NetworkCase drawn = draw(seed + 0x9E3779B97F4A7C15L * attempt, spiking, 0);
      if (drawn.safe()) {
        return drawn;
      }
    }
    throw new IllegalStateException("no safe case from seed " + seed);
  }

  /**
   * Any random network, for comparing an engine with itself.
   *
   * @param spiking whether its hidden populations fire, or rectify
   * @param images how many, or 0 for a few
   */
  public static NetworkCase draw(long seed, boolean spiking, int images) {
    SplittableRandom random = new SplittableRandom(seed);
    int timeSteps = spiking ? 1 + random.nextInt(8) : 1;
    Network network;
    long neurons;
    do {
      network = RandomNetwork.draw(random, spiking);
      neurons = network.populations().stream().mapToLong(p -> p.shape().neurons()).sum();
    } while (neurons * timeSteps > MOST_NEURON_STEPS
        || network.macs() * timeSteps > MOST_MAC_STEPS
        || (spiking && !network.spiking()));
    long room =
        Math.min(
            MOST_NEURON_STEPS / (neurons * timeSteps),
            MOST_MAC_STEPS / Math.max(1, network.macs() * timeSteps));
    int count = images > 0 ? images : 1 + random.nextInt((int) Math.min(7, Math.max(1, room)));
    return of("random network " + seed, random, network, timeSteps, count);
  }

  /** A given network with a case without a decision that rounding could turn. */
  public static NetworkCase of(String name, Network network, int timeSteps, int images) {
    for (long seed = 0; seed < ATTEMPTS; seed++) {
      NetworkCase drawn = of(name, new SplittableRandom(seed), network, timeSteps, images);
      if (drawn.safe()) {
        return drawn;
      }
    }
    throw new IllegalStateException("no safe case of network " + name);
  }

  private boolean safe() {
    return margin(dropout) > SAFE && margin(DropoutMasks.none()) > SAFE;
  }

  private double margin(DropoutMasks masks) {
    return DecisionMargin.of(network, parameters, images, timeSteps, masks);
  }

  private static NetworkCase of(
      String name, SplittableRandom random, Network network, int timeSteps, int count) {
    Shape input = network.input().shape();
    Tensor pixels = gaussian(random, 1, count, input.channels(), input.height(), input.width());
    int[] labels = random.ints(count, 0, network.classes()).toArray();
    return new NetworkCase(
        name,
        network,
        parameters(random, network),
        pixels,
        timeSteps,
        labels,
        masks(random, network, count));
  }

  private static Parameters parameters(RandomGenerator random, Network network) {
    double gain = 0.8 + 1.5 * random.nextDouble();
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      int[] shape = spec.dimensions();
      values.put(
          spec.name(),
          switch (spec.role()) {
            case WEIGHT ->
                gaussian(random, gain / Math.sqrt((double) spec.count() / shape[0]), shape);
            case BIAS -> gaussian(random, 0.3, shape);
            case THRESHOLD -> Tensor.scalar(0.3 + random.nextDouble(), Precision.FLOAT32);
            case LEAK ->
                Tensor.scalar(
                    random.nextInt(4) == 0 ? 1 : 0.4 + 0.6 * random.nextDouble(),
                    Precision.FLOAT32);
          });
    }
    return new Parameters(values);
  }

  /** Independent numbers of mean 0. */
  public static Tensor gaussian(RandomGenerator random, double deviation, int... shape) {
    float[] values = new float[Tensor.count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return Tensor.of(shape, values);
  }

  private static DropoutMasks masks(RandomGenerator random, Network network, int images) {
    Map<Integer, long[]> kept = new HashMap<>();
    for (int p = 0; p < network.populations().size(); p++) {
      Population population = network.population(p);
      if (population.dropout()) {
        long bits = (long) images * population.shape().neurons();
        long[] words = new long[(int) ((bits + 63) / 64)];
        for (int w = 0; w < words.length; w++) {
          long half = random.nextLong();
          words[w] = half | random.nextLong();
        }
        kept.put(p, words);
      }
    }
    return new DropoutMasks(1 / 0.75, kept);
  }

  /** Images from one to before another. */
  public Tensor imagesBetween(int from, int to) {
    int[] shape = images.shape();
    int size = images.size() / shape[0];
    shape[0] = to - from;
    return Tensor.of(shape, Arrays.copyOfRange(images.toFloats(), from * size, to * size));
  }

  /** For the message of a failed check. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("%s: T = %d, %d images".formatted(name, timeSteps, labels.length));
    for (Population p : network.populations()) {
      text.append("\n  %s %s %s %s".formatted(p.name(), p.shape(), p.neuron(), p.synapses()));
    }
    return text.toString();
  }
}
