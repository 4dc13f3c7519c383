package org.dietsnn.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.domain.conversion.BatchNormalisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Makes a rectifying network of layers: a rectifier becomes a population, what comes before it the
 * synapses. Batch normalisation is folded into the layer before it. docs/dl4j.md has the table.
 */
final class NetworkBuilder {
  private static final String INPUT = "input";

  private final Dl4jFile file;
  private final ParameterRow row;
  private final List<Population> populations = new ArrayList<>();
  private final Map<String, Signal> signals = new HashMap<>();
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private boolean finished;

  private NetworkBuilder(Dl4jFile file, ParameterRow row) {
    this.file = file;
    this.row = row;
  }

  /** A network and exactly its parameters. */
  record Result(Network network, Parameters parameters) {}

  /**
   * Makes the network.
   *
   * @param input shape of the images
   * @param parameters of all layers in a row
   * @throws org.dietsnn.application.failure.FailureException of kind BAD_DATA if layers and
   *     parameters do not fit together, UNAVAILABLE naming the layer that has no counterpart
   */
  static Result build(
      Dl4jFile file, ConfigurationReader.Vertices graph, Shape input, float[] parameters) {
    NetworkBuilder builder = new NetworkBuilder(file, new ParameterRow(file, parameters));
    builder.populations.add(new Population(-1, INPUT, input, new Neuron.Input(), List.of(), false));
    builder.signals.put(graph.input(), new Signal.Activity(0, 1, input));
    try {
      graph.vertices().forEach(builder::add);
      builder.row.requireEmpty();
      if (!builder.finished) {
        throw file.unsupported("its last layer is no output layer");
      }
      Network network = new Network(builder.populations);
      return new Result(network, new Parameters(builder.values).checkedFor(network));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw file.damaged(e.getMessage(), e);
    }
  }

  private void add(Vertex vertex) {
    if (finished) {
      throw file.unsupported("its layer %s follows the output layer".formatted(vertex.name()));
    }
    List<Signal> inputs = vertex.inputs().stream().map(signals::get).toList();
    Signal input = inputs.get(0);
    checkShape(vertex, input);
    String type = vertex.layer().type();
    Signal output =
        switch (type) {
          case "ConvolutionLayer", "Convolution2D" ->
              activate(vertex, convolution(vertex, activity(vertex, input)));
          case "DenseLayer" -> activate(vertex, dense(vertex, activity(vertex, input)));
          case "OutputLayer" -> finish(vertex, dense(vertex, activity(vertex, input)));
          case "LossLayer" -> finish(vertex, current(List.of(input)));
          case "BatchNormalization" -> normalise(vertex, input);
          case "ActivationLayer" -> activate(vertex, input);
          case "DropoutLayer" -> input;
          case "SubsamplingLayer", "Subsampling2D", "SubsamplingLayer2D" ->
              pool(vertex, activity(vertex, input));
          case "GlobalPoolingLayer" -> poolAll(vertex, activity(vertex, input));
          case "ElementWiseVertex" -> add(vertex, inputs);
          default -> throw file.unsupported("its layer %s is a %s".formatted(vertex.name(), type));
        };
    signals.put(vertex.name(), output);
  }

  private void checkShape(Vertex vertex, Signal input) {
    LayerConfig before = vertex.before();
    switch (before.type()) {
      case "" -> {}
      case "CnnToFeedForwardPreProcessor", "FeedForwardToCnnPreProcessor" -> {
        before.requireChannelsFirst();
        Shape told =
            new Shape(
                before.integer("numChannels"),
                before.integer("inputHeight"),
                before.integer("inputWidth"));
        if (!told.equals(input.shape())) {
          throw file.damaged(
              "layer %s expects %s, but %s arrives".formatted(vertex.name(), told, input.shape()));
        }
      }
      default ->
          throw file.unsupported(
              "a %s stands before its layer %s".formatted(before.type(), vertex.name()));
    }
  }

  private Signal.Activity activity(Vertex vertex, Signal input) {
    if (input instanceof Signal.Activity activity) {
      return activity;
    }
    throw file.unsupported(
        "its layer %s (%s) reads what no rectifier has been applied to"
            .formatted(vertex.name(), vertex.layer().type()));
  }

  private Signal.Current convolution(Vertex vertex, Signal.Activity input) {
    LayerConfig layer = vertex.layer();
    layer.requireChannelsFirst();
    if (layer.square("dilation") != 1) {
      throw file.unsupported("its layer %s is dilated".formatted(vertex.name()));
    }
    int outputs = layer.integer("nout");
    int kernel = layer.square("kernelSize");
    int height = Padding.of(layer, input.shape().height());
    int width = Padding.of(layer, input.shape().width());
    if (height < 0 || height != width) {
      throw file.unsupported(
          "its layer %s pads images of %s unevenly".formatted(vertex.name(), input.shape()));
    }
    boolean bias = layer.flag("hasBias", true);
    Synapse.Convolution synapse =
        new Synapse.Convolution(
            input.population(),
            input.pooling(),
            kernel,
            layer.square("stride"),
            height,
            vertex.name(),
            bias);
    if (bias) {
      values.put(synapse.biasName(), row.next(vertex.name(), outputs));
    }
    values.put(
        synapse.weightName(),
        row.next(vertex.name(), outputs, layer.integer("nin"), kernel, kernel));
    Shape from = populations.get(input.population()).shape();
    return new Signal.Current(List.of(synapse), synapse.currentShape(from, Shape.flat(outputs)));
  }

  /** Weights lie column by column of [in][out], which is row by row of [out][in]. */
  private Signal.Current dense(Vertex vertex, Signal.Activity input) {
    LayerConfig layer = vertex.layer();
    if (layer.flag("hasLayerNorm")) {
      throw file.unsupported("its layer %s has layer normalisation".formatted(vertex.name()));
    }
    int outputs = layer.integer("nout");
    boolean bias = layer.flag("hasBias", true);
    Synapse.Dense synapse =
        new Synapse.Dense(input.population(), input.pooling(), vertex.name(), bias);
    values.put(synapse.weightName(), row.next(vertex.name(), outputs, layer.integer("nin")));
    if (bias) {
      values.put(synapse.biasName(), row.next(vertex.name(), outputs));
    }
    return new Signal.Current(List.of(synapse), Shape.flat(outputs));
  }

  private Signal normalise(Vertex vertex, Signal input) {
    LayerConfig layer = vertex.layer();
    int channels = layer.integer("nout");
    boolean locked = layer.flag("lockGammaBeta");
    Tensor gamma =
        locked ? constant(channels, layer.number("gamma")) : row.next(vertex.name(), channels);
    Tensor beta =
        locked ? constant(channels, layer.number("beta")) : row.next(vertex.name(), channels);
    Tensor mean = row.next(vertex.name(), channels);
    Tensor spread = row.next(vertex.name(), channels);
    Tensor variance = layer.flag("useLogStd") ? squaredPowerOfTen(spread) : spread;
    BatchNormalisation normalisation =
        new BatchNormalisation(gamma, beta, mean, variance, layer.number("eps"));
    if (!(input instanceof Signal.Current current)
        || current.synapses().size() != 1
        || !(current.synapses().get(0) instanceof Synapse.Weighted weighted)) {
      throw file.unsupported(
          "its batch normalisation %s does not follow a convolution or dense layer directly"
              .formatted(vertex.name()));
    }
    Tensor bias = weighted.bias() ? values.get(weighted.biasName()) : null;
    values.put(
        weighted.weightName(), normalisation.foldedWeight(values.get(weighted.weightName())));
    values.put(weighted.biasName(), normalisation.foldedBias(bias, Precision.FLOAT32));
    return new Signal.Current(List.of(withBias(weighted)), current.shape());
  }

  private static Synapse withBias(Synapse.Weighted synapse) {
    return synapse instanceof Synapse.Convolution c
        ? new Synapse.Convolution(
            c.source(), c.pooling(), c.kernel(), c.stride(), c.padding(), c.module(), true)
        : new Synapse.Dense(synapse.source(), synapse.pooling(), synapse.module(), true);
  }

  private static Tensor constant(int channels, double value) {
    double[] values = new double[channels];
    java.util.Arrays.fill(values, value);
    return Tensor.of(new int[] {channels}, values);
  }

  private static Tensor squaredPowerOfTen(Tensor logarithm) {
    double[] values = logarithm.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.pow(10, 2 * values[i]);
    }
    return Tensor.of(logarithm.shape(), values);
  }

  private Signal activate(Vertex vertex, Signal input) {
    LayerConfig function = vertex.layer().activation();
    if (function.type().equals("ActivationIdentity")) {
      return input;
    }
    boolean plain =
        function.numberOrZero("max") == 0
            && function.numberOrZero("negativeSlope") == 0
            && function.numberOrZero("threshold") == 0;
    if (!function.type().equals("ActivationReLU") || !plain) {
      throw file.unsupported(
          "its layer %s has the activation function %s%s"
              .formatted(
                  vertex.name(),
                  function.type(),
                  plain ? "" : " with a maximum, slope or threshold"));
    }
    if (input instanceof Signal.Activity activity && activity.population() > 0) {
      return input;
    }
    Signal.Current current = current(List.of(input));
    return population(vertex, current, new Neuron.Relu());
  }

  private Signal finish(Vertex vertex, Signal.Current current) {
    String function = vertex.layer().activation().type();
    // What orders the classes as the logits do; the logits are what is wanted.
    if (!function.equals("ActivationSoftmax")
        && !function.equals("ActivationSigmoid")
        && !function.equals("ActivationIdentity")) {
      throw file.unsupported(
          "its output layer %s has the activation function %s".formatted(vertex.name(), function));
    }
    finished = true;
    return population(vertex, current, new Neuron.Accumulator());
  }

  private Signal population(Vertex vertex, Signal.Current current, Neuron neuron) {
    int index = populations.size();
    populations.add(
        new Population(
            index - 1, vertex.name(), current.shape(), neuron, current.synapses(), false));
    return new Signal.Activity(index, 1, current.shape());
  }

  private Signal pool(Vertex vertex, Signal.Activity input) {
    LayerConfig layer = vertex.layer();
    layer.requireChannelsFirst();
    requireAverage(vertex);
    int window = layer.square("kernelSize");
    boolean sideBySide =
        window == layer.square("stride")
            && Padding.of(layer, input.shape().height()) == 0
            && Padding.of(layer, input.shape().width()) == 0
            && layer.square("dilation") == 1;
    if (!sideBySide) {
      throw file.unsupported(
          "the windows of its pooling %s are not side by side without padding"
              .formatted(vertex.name()));
    }
    return pooled(input, window);
  }

  private Signal poolAll(Vertex vertex, Signal.Activity input) {
    requireAverage(vertex);
    Shape shape = input.shape();
    if (shape.height() != shape.width()) {
      throw file.unsupported(
          "its pooling %s averages images of %s, which are not square"
              .formatted(vertex.name(), shape));
    }
    return pooled(input, shape.height());
  }

  /** Windows of windows are larger windows, since what is left over is dropped either way. */
  private static Signal pooled(Signal.Activity input, int window) {
    return new Signal.Activity(
        input.population(),
        Math.multiplyExact(input.pooling(), window),
        input.shape().pooled(window));
  }

  private void requireAverage(Vertex vertex) {
    String kind = vertex.layer().word("poolingType");
    if (!kind.equals("AVG")) {
      throw file.unsupported(
          "its layer %s pools by %s, for which spikes have no counterpart (train with average pooling)"
              .formatted(vertex.name(), kind));
    }
  }

  private Signal add(Vertex vertex, List<Signal> inputs) {
    String operation = vertex.layer().word("op");
    if (!operation.equals("Add")) {
      throw file.unsupported("its vertex %s combines by %s".formatted(vertex.name(), operation));
    }
    return current(inputs);
  }

  /** Signals added up; activities become identities. */
  private Signal.Current current(List<Signal> inputs) {
    List<Synapse> synapses = new ArrayList<>();
    for (Signal input : inputs) {
      if (input instanceof Signal.Current current) {
        synapses.addAll(current.synapses());
      } else if (input instanceof Signal.Activity activity) {
        synapses.add(new Synapse.Identity(activity.population(), activity.pooling()));
      }
    }
    return new Signal.Current(synapses, inputs.get(0).shape());
  }
}
