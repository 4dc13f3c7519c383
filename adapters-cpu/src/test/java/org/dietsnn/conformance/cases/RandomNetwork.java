package org.dietsnn.conformance.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;

/**
 * Draws small feed-forward graphs of everything a network may be made of: convolutions, dense and
 * identity synapses with any pooling, several of them into one population from any populations
 * before it, and channel counts around the edges of the blocks of 8, 32 and 64 that engines like to
 * work in.
 */
final class RandomNetwork {
  private static final int[] CHANNELS = {
    1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 40, 63, 64, 65, 96, 129
  };
  private static final int[] KERNELS = {1, 3, 3, 3, 5, 7};

  private final RandomGenerator random;
  private final boolean spiking;
  private final List<Population> populations = new ArrayList<>();
  private int modules;

  private RandomNetwork(RandomGenerator random, boolean spiking) {
    this.random = random;
    this.spiking = spiking;
  }

  /**
   * Draws a network.
   *
   * @param spiking whether hidden populations fire (a few rectify all the same), or all rectify
   */
  static Network draw(RandomGenerator random, boolean spiking) {
    return new RandomNetwork(random, spiking).draw();
  }

  private Network draw() {
    Shape input = new Shape(1 + random.nextInt(9), 1 + random.nextInt(11), 1 + random.nextInt(11));
    populations.add(new Population(0, "input", input, new Neuron.Input(), List.of(), false));
    int hidden = 1 + random.nextInt(5);
    for (int h = 0; h < hidden; h++) {
      int source = source();
      Synapse first =
          switch (random.nextInt(10)) {
            case 0, 1 -> dense(source, pooling(source));
            case 2 -> new Synapse.Identity(source, pooling(source));
            default -> convolution(source, pooling(source));
          };
      Shape from = populations.get(source).shape();
      int channels =
          first instanceof Synapse.Identity
              ? from.channels()
              : CHANNELS[random.nextInt(CHANNELS.length)];
      add(first, first.currentShape(from, Shape.flat(channels)), neuron());
    }
    int source = source();
    add(
        dense(source, pooling(source)),
        Shape.flat(2 + random.nextInt(11)),
        new Neuron.Accumulator());
    return new Network(populations);
  }

  private void add(Synapse first, Shape shape, Neuron neuron) {
    List<Synapse> synapses = new ArrayList<>(List.of(first));
    int more = Math.max(0, random.nextInt(5) - 1);
    for (int i = 0; i < more; i++) {
      List<Synapse> identities = identities(shape);
      boolean identity = !identities.isEmpty() && random.nextInt(2) == 0;
      List<Synapse> fitting = identity ? identities : weighted(shape);
      if (!fitting.isEmpty()) {
        Synapse chosen = fitting.get(random.nextInt(fitting.size()));
        synapses.add(random.nextInt(synapses.size() + 1), chosen);
      }
    }
    int id = populations.size();
    boolean dropout = !(neuron instanceof Neuron.Accumulator) && random.nextBoolean();
    populations.add(new Population(id, "population" + id, shape, neuron, synapses, dropout));
  }

  /** Mostly the latest population, so that graphs get deep. */
  private int source() {
    int latest = populations.size() - 1;
    return random.nextInt(3) > 0 ? latest : random.nextInt(latest + 1);
  }

  private int pooling(int source) {
    Shape shape = populations.get(source).shape();
    int wanted = Math.max(1, random.nextInt(8) - 4);
    return Math.min(wanted, Math.min(shape.height(), shape.width()));
  }

  private Synapse convolution(int source, int pooling) {
    int kernel = KERNELS[random.nextInt(KERNELS.length)];
    Shape in = populations.get(source).shape().pooled(pooling);
    int fits = Math.max(0, (kernel - Math.min(in.height(), in.width()) + 1) / 2);
    int padding =
        random.nextBoolean() ? kernel / 2 : Math.max(fits, random.nextInt(kernel / 2 + 1));
    int stride = random.nextInt(3) == 0 ? 2 : 1;
    return convolution(source, pooling, kernel, stride, padding);
  }

  private Synapse convolution(int source, int pooling, int kernel, int stride, int padding) {
    return new Synapse.Convolution(
        source, pooling, kernel, stride, padding, module(), random.nextInt(4) == 0);
  }

  private Synapse dense(int source, int pooling) {
    return new Synapse.Dense(source, pooling, module(), random.nextInt(4) == 0);
  }

  private String module() {
    return "module" + modules++;
  }

  private List<Synapse> identities(Shape shape) {
    List<Synapse> fitting = new ArrayList<>();
    for (int source = 0; source < populations.size(); source++) {
      Shape from = populations.get(source).shape();
      for (int pooling = 1; pooling <= Math.min(from.height(), from.width()); pooling++) {
        if (from.pooled(pooling).equals(shape)) {
          fitting.add(new Synapse.Identity(source, pooling));
        }
      }
    }
    return fitting;
  }

  private List<Synapse> weighted(Shape shape) {
    List<Synapse> fitting = new ArrayList<>();
    for (int source = 0; source < populations.size(); source++) {
      Shape from = populations.get(source).shape();
      int pooling = pooling(source);
      for (int kernel = 1; kernel <= 5; kernel += 2) {
        for (int stride = 1; stride <= 2; stride++) {
          Synapse candidate = convolution(source, pooling, kernel, stride, kernel / 2);
          if (candidate.currentShape(from, shape).equals(shape)) {
            fitting.add(candidate);
          }
        }
      }
      if (shape.equals(Shape.flat(shape.channels()))) {
        fitting.add(dense(source, pooling));
      }
    }
    return fitting;
  }

  private Neuron neuron() {
    if (!spiking || random.nextInt(12) == 0) {
      return new Neuron.Relu();
    }
    Reset[] resets = Reset.values();
    return new Neuron.Lif(resets[random.nextInt(resets.length)], surrogate());
  }

  private Surrogate surrogate() {
    return switch (random.nextInt(5)) {
      case 0 -> new Surrogate.Exponential(0.3 + random.nextDouble(), 0.5 + random.nextDouble());
      case 1 -> new Surrogate.FastSigmoid(1 + 4 * random.nextDouble());
      case 2 -> new Surrogate.ArcTan(1 + random.nextDouble());
      case 3 -> new Surrogate.Rectangular(0.5 + random.nextDouble());
      default -> new Surrogate.Linear(0.2 + 0.5 * random.nextDouble());
    };
  }
}
