package org.dietsnn.data.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Makes a network with parameters of a NIR graph; docs/nir.md has the table. The populations are
 * the nodes with neurons, the synapses what leads from one to the next.
 */
final class NirToNetwork {
  private final NirFile file;
  private final NirGraph graph;
  private final NirWays ways;
  private final NirTime time;
  private final Precision precision;
  private final Neuron.Lif neuron;
  private final List<Population> populations = new ArrayList<>();
  private final List<List<Integer>> dimensions = new ArrayList<>();
  private final Map<String, Integer> indices = new HashMap<>();
  private final Map<String, Tensor> values = new LinkedHashMap<>();

  private NirToNetwork(NirFile file, NirGraph graph) {
    this.file = file;
    this.graph = graph;
    this.ways = new NirWays(file, graph);
    this.time = NirTime.of(graph);
    this.precision =
        graph.metadata().text(NirLayout.META_PRECISION).equals(Optional.of("float64"))
            ? Precision.FLOAT64
            : Precision.FLOAT32;
    this.neuron = new Neuron.Lif(reset(), Surrogate.standard());
  }

  /** A network and exactly its parameters. */
  record Result(Network network, Parameters parameters) {}

  /**
   * Makes the network.
   *
   * @throws org.dietsnn.application.failure.FailureException of kind BAD_DATA if the graph does not
   *     fit together, UNAVAILABLE if it has what networks here have not
   */
  static Result of(NirFile file, NirGraph graph) {
    NirToNetwork walk = new NirToNetwork(file, graph);
    try {
      walk.ways.order().forEach(walk::add);
      Network network = new Network(walk.populations);
      return new Result(network, new Parameters(walk.values).checkedFor(network));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw file.damaged(e.getMessage(), e);
    }
  }

  private Reset reset() {
    String said = graph.metadata().text(NirLayout.META_RESET).orElse("hard");
    return Arrays.stream(Reset.values())
        .filter(reset -> reset.name().toLowerCase(Locale.ROOT).equals(said))
        .findFirst()
        .orElseThrow(() -> file.unsupported("its neurons reset \"%s\"".formatted(said)));
  }

  private void add(String name) {
    NirNode.Population node = (NirNode.Population) graph.nodes().get(name);
    int index = populations.size();
    List<Synapse> synapses = new ArrayList<>();
    List<Integer> shape = node instanceof NirNode.Input input ? input.shape() : List.of();
    for (NirWays.Way way : ways.to(name)) {
      int source = indices.get(way.source());
      NirPath path = NirPath.walk(file, way.source(), dimensions.get(source), way.steps());
      if (!shape.isEmpty() && !shape.equals(path.dimensions())) {
        throw file.damaged(
            "%s and %s both arrive at node %s".formatted(shape, path.dimensions(), name));
      }
      shape = path.dimensions();
      synapses.add(synapse(name, node, source, path));
    }
    checkShape(name, node, shape);
    Population population =
        new Population(
            node.metadata().number(NirLayout.META_ID).isPresent()
                ? (int) node.metadata().number(NirLayout.META_ID).getAsDouble()
                : index - 1,
            node.metadata().text(NirLayout.META_NAME).orElse(name),
            shape(name, shape),
            neuron(node),
            synapses,
            node.metadata().flag(NirLayout.META_DROPOUT).orElse(false));
    populations.add(population);
    dimensions.add(shape);
    indices.put(name, index);
    putConstants(name, node, population);
  }

  private Neuron neuron(NirNode.Population node) {
    if (node instanceof NirNode.Input) {
      return new Neuron.Input();
    }
    return node instanceof NirNode.Output ? new Neuron.Accumulator() : neuron;
  }

  private Shape shape(String name, List<Integer> dimensions) {
    return switch (dimensions.size()) {
      case 1 -> Shape.flat(dimensions.get(0));
      case 3 -> new Shape(dimensions.get(0), dimensions.get(1), dimensions.get(2));
      default ->
          throw file.unsupported(
              "its node %s has shape %s and neither one nor three dimensions"
                  .formatted(name, dimensions));
    };
  }

  private void checkShape(String name, NirNode.Population node, List<Integer> arrives) {
    List<Integer> said = arrives;
    if (node instanceof NirNode.Output output) {
      said = output.shape();
    } else if (node instanceof NirNode.Lif lif) {
      said = lif.shape();
    } else if (node instanceof NirNode.If integrate) {
      said = integrate.shape();
    }
    boolean oneForAll = said.stream().allMatch(size -> size == 1);
    if (!oneForAll && !said.equals(arrives)) {
      throw file.damaged("node %s has shape %s, but %s arrives".formatted(name, said, arrives));
    }
  }

  private Synapse synapse(String to, NirNode.Population node, int source, NirPath path) {
    double gain = time.gain(node);
    NirNode.Connection layer = path.layer().orElse(null);
    if (layer == null) {
      double factor = NirTime.snapped(path.weightFactor() * gain);
      if (factor != 1) {
        throw file.unsupported(
            "spikes arrive at its node %s times %s without weights that could take the factor"
                .formatted(to, factor));
      }
      return new Synapse.Identity(source, path.pooling());
    }
    String module = layer.metadata().text(NirLayout.META_MODULE).orElse(path.layerName());
    double weightFactor = path.weightFactor() * gain;
    double biasFactor = path.biasFactor() * gain;
    if (layer instanceof NirNode.Conv2d conv) {
      boolean bias = hasBias(conv);
      Synapse.Convolution synapse =
          new Synapse.Convolution(
              source,
              path.pooling(),
              conv.weight().shape()[2],
              conv.stride().get(0),
              conv.padding().get(0),
              module,
              bias);
      put(synapse, conv.weight(), weightFactor, conv.bias(), biasFactor);
      return synapse;
    }
    boolean affine = layer instanceof NirNode.Affine;
    Synapse.Dense synapse = new Synapse.Dense(source, path.pooling(), module, affine);
    if (layer instanceof NirNode.Affine dense) {
      put(synapse, dense.weight(), weightFactor, dense.bias(), biasFactor);
    } else {
      put(synapse, ((NirNode.Linear) layer).weight(), weightFactor, null, biasFactor);
    }
    return synapse;
  }

  /** NIR has no convolution without a bias; one of zeros is taken for none unless it is said. */
  private static boolean hasBias(NirNode.Conv2d conv) {
    boolean zero = Arrays.stream(conv.bias().toDoubles()).allMatch(value -> value == 0);
    return !zero || conv.metadata().flag(NirLayout.META_BIAS).orElse(false);
  }

  private void put(
      Synapse.Weighted synapse,
      Tensor weight,
      double weightFactor,
      Tensor bias,
      double biasFactor) {
    putOnce(synapse.weightName(), PoolingFactor.multiplied(weight, weightFactor, precision));
    if (synapse.bias()) {
      putOnce(synapse.biasName(), PoolingFactor.multiplied(bias, biasFactor, precision));
    }
  }

  private void putConstants(String name, NirNode.Population node, Population population) {
    double leak = 1;
    double threshold;
    if (node instanceof NirNode.Lif lif) {
      requireZero(name, NirLayout.V_LEAK, lif.vLeak());
      requireZero(name, NirLayout.V_RESET, lif.vReset());
      threshold = lif.vThreshold();
      leak = time.leak(lif);
    } else if (node instanceof NirNode.If integrate) {
      requireZero(name, NirLayout.V_RESET, integrate.vReset());
      threshold = integrate.vThreshold();
    } else {
      return;
    }
    if (!(leak > 0 && leak <= 1)) {
      throw file.unsupported(
          "its node %s leaks by lambda = 1 - dt / tau = %s per step of %s s and not in (0, 1]"
              .formatted(name, leak, time.dt()));
    }
    putOnce(population.thresholdName(), Tensor.scalar(threshold, precision));
    putOnce(population.leakName(), Tensor.scalar(leak, precision));
  }

  private void requireZero(String node, String field, double value) {
    if (value != 0) {
      throw file.unsupported("its node %s has %s = %s and not 0".formatted(node, field, value));
    }
  }

  private void putOnce(String name, Tensor value) {
    if (values.put(name, value) != null) {
      throw file.unsupported("two of its layers or populations share parameter " + name);
    }
  }
}
