package org.dietsnn.data.nir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Lays a spiking network out as nodes and edges of NIR; docs/nir.md has the table. A population is
 * a node, a synapse the nodes and edges that lead to it.
 */
final class NetworkToNir {
  private final Network network;
  private final Parameters parameters;
  private final double dt;
  private final NodeNames names = new NodeNames();
  private final Map<String, NirNode> nodes = new LinkedHashMap<>();
  private final List<NirGraph.Edge> edges = new ArrayList<>();
  private final List<String> populationNodes = new ArrayList<>();
  private final List<Boolean> flat = new ArrayList<>();

  /** Nodes that several synapses of one population can share: its pooling, its flattening. */
  private final Map<String, String> shared = new HashMap<>();

  private NetworkToNir(Network network, Parameters parameters, double dt) {
    this.network = network;
    this.parameters = parameters;
    this.dt = dt;
  }

  /**
   * The graph of a network.
   *
   * @param dt seconds that a time step stands for
   * @throws IllegalArgumentException naming what NIR has no node for
   */
  static NirGraph of(Network network, Parameters parameters, double dt, NirMetadata metadata) {
    NetworkToNir walk = new NetworkToNir(network, parameters, dt);
    for (Population population : network.populations()) {
      walk.add(population);
    }
    return new NirGraph(NirLayout.LAYOUT_VERSION, walk.nodes, walk.edges, metadata);
  }

  private void add(Population population) {
    boolean isFlat = isFlat(population);
    List<String> ends = new ArrayList<>();
    for (Synapse synapse : population.synapses()) {
      ends.add(synapseNodes(synapse, population, isFlat));
    }
    NirNode node = populationNode(population, dimensions(population.shape(), isFlat));
    String name = put(name(population, node), node);
    populationNodes.add(name);
    flat.add(isFlat);
    for (String end : ends) {
      connect(distinct(end, name, population.shape(), isFlat), name);
    }
  }

  /** Populations of dense synapses are lists of neurons in NIR, all others images. */
  private boolean isFlat(Population population) {
    List<Synapse> readers = population.synapses();
    if (readers.isEmpty()) {
      readers =
          network.populations().stream()
              .flatMap(other -> other.synapses().stream())
              .filter(synapse -> synapse.source() == 0)
              .toList();
      return population.shape().equals(Shape.flat(population.shape().neurons()))
          && readers.stream().allMatch(Synapse.Dense.class::isInstance);
    }
    return readers.stream()
        .anyMatch(
            synapse ->
                synapse instanceof Synapse.Dense
                    || (synapse instanceof Synapse.Identity && flat.get(synapse.source())));
  }

  private String synapseNodes(Synapse synapse, Population to, boolean toIsFlat) {
    int window = synapse.pooling();
    Shape read = network.sourceShape(synapse).pooled(window);
    boolean isFlat = flat.get(synapse.source());
    String at = populationNodes.get(synapse.source());
    if (window > 1) {
      at = sumPool(at, window);
    }
    if (synapse instanceof Synapse.Convolution convolution) {
      if (isFlat) {
        throw new IllegalArgumentException(
            "NIR cannot make an image of the dense population that convolution "
                + convolution.module()
                + " reads");
      }
      at = follow(at, convolution.module(), conv2d(convolution, read, to));
    } else if (synapse instanceof Synapse.Dense dense) {
      at = follow(isFlat ? at : flatten(at, read), dense.module(), dense(dense));
      isFlat = true;
    } else if (window > 1) {
      List<Integer> shape = dimensions(read, isFlat);
      double quarter = 1.0 / (window * window);
      at = follow(at, at + "_scale", new NirNode.Scale(shape, quarter, NirMetadata.none()));
    }
    if (isFlat && !toIsFlat) {
      throw new IllegalArgumentException(
          "NIR cannot make an image of the dense population that population "
              + to.name()
              + " reads");
    }
    return toIsFlat && !isFlat ? flatten(at, to.shape()) : at;
  }

  /** A second edge between the same two nodes would be lost in readers that keep them as a set. */
  private String distinct(String from, String to, Shape shape, boolean isFlat) {
    return edges.contains(new NirGraph.Edge(from, to))
        ? follow(
            from,
            from + "_again",
            new NirNode.Scale(dimensions(shape, isFlat), 1, NirMetadata.none()))
        : from;
  }

  private String sumPool(String from, int window) {
    List<Integer> square = List.of(window, window);
    return once(
        from + "_sum" + window,
        from,
        () -> new NirNode.SumPool2d(square, square, List.of(0, 0), NirMetadata.none()));
  }

  private String flatten(String from, Shape shape) {
    return once(
        from + "_flat",
        from,
        () -> new NirNode.Flatten(0, -1, dimensions(shape, false), NirMetadata.none()));
  }

  private NirNode conv2d(Synapse.Convolution synapse, Shape read, Population to) {
    Tensor weight = parameters.get(synapse.weightName());
    Tensor bias =
        synapse.bias()
            ? parameters.get(synapse.biasName())
            : Tensor.of(new int[] {to.shape().channels()}, new float[to.shape().channels()])
                .as(weight.precision());
    return new NirNode.Conv2d(
        List.of(read.height(), read.width()),
        PoolingFactor.divided(weight, synapse.pooling()),
        List.of(synapse.stride(), synapse.stride()),
        List.of(synapse.padding(), synapse.padding()),
        bias,
        module(synapse).with(NirLayout.META_BIAS, synapse.bias() ? 1L : 0L));
  }

  private NirNode dense(Synapse.Dense synapse) {
    Tensor weight = PoolingFactor.divided(parameters.get(synapse.weightName()), synapse.pooling());
    return synapse.bias()
        ? new NirNode.Affine(weight, parameters.get(synapse.biasName()), module(synapse))
        : new NirNode.Linear(weight, module(synapse));
  }

  private static NirMetadata module(Synapse.Weighted synapse) {
    return NirMetadata.none().with(NirLayout.META_MODULE, synapse.module());
  }

  private NirNode populationNode(Population population, List<Integer> shape) {
    NirMetadata metadata =
        NirMetadata.none()
            .with(NirLayout.META_ID, (long) population.id())
            .with(NirLayout.META_NAME, population.name());
    if (population.synapses().isEmpty()) {
      return new NirNode.Input(shape, metadata);
    }
    if (populationNodes.size() == network.populations().size() - 1) {
      return new NirNode.Output(shape, metadata);
    }
    if (!population.spiking()) {
      throw new IllegalArgumentException(
          "population "
              + population.name()
              + " rectifies, and NIR has no such node: it holds spiking networks only");
    }
    double threshold = parameters.scalar(population.thresholdName());
    double leak = parameters.scalar(population.leakName());
    NirMetadata trained = metadata.with(NirLayout.META_DROPOUT, population.dropout() ? 1L : 0L);
    return leak == 1
        ? new NirNode.If(shape, 1 / dt, threshold, 0, trained)
        : new NirNode.Lif(
            shape,
            dt / (1 - leak),
            1 / (1 - leak),
            0,
            threshold,
            0,
            trained.with(NirLayout.META_LEAK, leak));
  }

  private static String name(Population population, NirNode node) {
    if (node instanceof NirNode.Input || node instanceof NirNode.Output) {
      return node.type().toLowerCase(Locale.ROOT);
    }
    return population.name() + (node instanceof NirNode.If ? "_if" : "_lif");
  }

  static List<Integer> dimensions(Shape shape, boolean flat) {
    return flat
        ? List.of(shape.neurons())
        : List.of(shape.channels(), shape.height(), shape.width());
  }

  /** The precision of all parameters; float64 if any has it. */
  static Precision precision(Parameters parameters) {
    return parameters.values().values().stream()
            .anyMatch(tensor -> tensor.precision() == Precision.FLOAT64)
        ? Precision.FLOAT64
        : Precision.FLOAT32;
  }

  private String once(String wish, String from, Supplier<NirNode> node) {
    String present = shared.get(wish);
    if (present == null) {
      present = follow(from, wish, node.get());
      shared.put(wish, present);
    }
    return present;
  }

  private String follow(String from, String wish, NirNode node) {
    String name = put(wish, node);
    connect(from, name);
    return name;
  }

  private String put(String wish, NirNode node) {
    String name = names.unique(wish);
    nodes.put(name, node);
    return name;
  }

  private void connect(String from, String to) {
    edges.add(new NirGraph.Edge(from, to));
  }
}
