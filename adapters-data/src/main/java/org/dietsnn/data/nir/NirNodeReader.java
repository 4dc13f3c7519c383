package org.dietsnn.data.nir;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dietsnn.domain.tensor.Tensor;

/** Reads one node: exactly the fields that NIR defines for its type. */
final class NirNodeReader {
  /** Types of NIR without a counterpart here. */
  private static final Set<String> UNSUPPORTED =
      Set.of("Conv1d", "Delay", "CubaLI", "CubaLIF", "I", "LI", "Threshold", "NIRGraph");

  private final NirFile file;
  private final String name;
  private final Hdf5Fields fields;
  private final NirMetadata metadata;
  private final String type;

  NirNodeReader(NirFile file, String name, Hdf5Fields fields, NirMetadata metadata) {
    this.file = file;
    this.name = name;
    this.fields = fields;
    this.metadata = metadata;
    this.type = fields.text(NirLayout.TYPE);
  }

  NirNode read() {
    return switch (type) {
      case "Input" -> {
        only(NirLayout.SHAPE);
        yield new NirNode.Input(sizes(NirLayout.SHAPE), metadata);
      }
      case "Output" -> {
        only(NirLayout.SHAPE);
        yield new NirNode.Output(sizes(NirLayout.SHAPE), metadata);
      }
      case "LIF" -> lif();
      case "IF" -> integrate();
      case "Conv2d" -> conv2d();
      case "Linear" -> {
        only(NirLayout.WEIGHT);
        yield new NirNode.Linear(tensor(NirLayout.WEIGHT, 2), metadata);
      }
      case "Affine" -> affine();
      case "Scale" -> {
        only(NirLayout.SCALE);
        yield new NirNode.Scale(fields.shape(NirLayout.SCALE), uniform(NirLayout.SCALE), metadata);
      }
      case "Flatten" -> flatten();
      case "SumPool2d" -> {
        only(NirLayout.KERNEL_SIZE, NirLayout.STRIDE, NirLayout.PADDING);
        yield new NirNode.SumPool2d(
            pair(NirLayout.KERNEL_SIZE, 1),
            pair(NirLayout.STRIDE, 1),
            pair(NirLayout.PADDING, 0),
            metadata);
      }
      case "AvgPool2d" -> {
        only(NirLayout.KERNEL_SIZE, NirLayout.STRIDE, NirLayout.PADDING);
        yield new NirNode.AvgPool2d(
            pair(NirLayout.KERNEL_SIZE, 1),
            pair(NirLayout.STRIDE, 1),
            pair(NirLayout.PADDING, 0),
            metadata);
      }
      default -> {
        if (UNSUPPORTED.contains(type)) {
          throw file.unsupported("its node %s is of type %s".formatted(name, type));
        }
        throw file.damaged("its node %s is of type %s, which NIR has not".formatted(name, type));
      }
    };
  }

  private NirNode lif() {
    only(NirLayout.TAU, NirLayout.R, NirLayout.V_LEAK, NirLayout.V_THRESHOLD, NirLayout.V_RESET);
    List<Integer> shape = fields.shape(NirLayout.V_THRESHOLD);
    requireShape(shape, NirLayout.TAU, NirLayout.R, NirLayout.V_LEAK);
    double tau = uniform(NirLayout.TAU);
    if (!(tau > 0)) {
      throw file.damaged("tau of node %s must be > 0, found %s".formatted(name, tau));
    }
    return new NirNode.Lif(
        shape,
        tau,
        uniform(NirLayout.R),
        uniform(NirLayout.V_LEAK),
        uniform(NirLayout.V_THRESHOLD),
        reset(shape),
        metadata);
  }

  private NirNode integrate() {
    only(NirLayout.R, NirLayout.V_THRESHOLD, NirLayout.V_RESET);
    List<Integer> shape = fields.shape(NirLayout.V_THRESHOLD);
    requireShape(shape, NirLayout.R);
    return new NirNode.If(
        shape, uniform(NirLayout.R), uniform(NirLayout.V_THRESHOLD), reset(shape), metadata);
  }

  /** Files of earlier versions have no v_reset and mean 0. */
  private double reset(List<Integer> shape) {
    if (!fields.has(NirLayout.V_RESET)) {
      return 0;
    }
    requireShape(shape, NirLayout.V_RESET);
    return uniform(NirLayout.V_RESET);
  }

  private NirNode conv2d() {
    only(
        NirLayout.INPUT_SHAPE,
        NirLayout.WEIGHT,
        NirLayout.STRIDE,
        NirLayout.PADDING,
        NirLayout.DILATION,
        NirLayout.GROUPS,
        NirLayout.BIAS);
    Tensor weight = tensor(NirLayout.WEIGHT, 4);
    List<Integer> stride = pair(NirLayout.STRIDE, 1);
    if (!pair(NirLayout.DILATION, 1).equals(List.of(1, 1))) {
      throw file.unsupported("its Conv2d %s is dilated".formatted(name));
    }
    if (!fields.integers(NirLayout.GROUPS).equals(List.of(1))) {
      throw file.unsupported(
          "its Conv2d %s has %s groups".formatted(name, fields.integers(NirLayout.GROUPS).get(0)));
    }
    List<Integer> padding =
        fields.isText(NirLayout.PADDING)
            ? padding(fields.text(NirLayout.PADDING), weight.shape(), stride)
            : pair(NirLayout.PADDING, 0);
    return new NirNode.Conv2d(
        fields.has(NirLayout.INPUT_SHAPE) ? sizes(NirLayout.INPUT_SHAPE) : List.of(),
        weight,
        stride,
        padding,
        bias(weight),
        metadata);
  }

  private List<Integer> padding(String word, int[] weight, List<Integer> stride) {
    if (word.equals("valid")) {
      return List.of(0, 0);
    }
    boolean odd = weight[2] % 2 == 1 && weight[3] % 2 == 1;
    if (word.equals("same") && odd && stride.equals(List.of(1, 1))) {
      return List.of(weight[2] / 2, weight[3] / 2);
    }
    throw file.unsupported(
        "its Conv2d %s with a kernel of %d x %d and stride %s has padding %s"
            .formatted(name, weight[2], weight[3], stride, word));
  }

  private NirNode affine() {
    only(NirLayout.WEIGHT, NirLayout.BIAS);
    Tensor weight = tensor(NirLayout.WEIGHT, 2);
    return new NirNode.Affine(weight, bias(weight), metadata);
  }

  private NirNode flatten() {
    only(NirLayout.START_DIM, NirLayout.END_DIM, NirLayout.INPUT_TYPE);
    return new NirNode.Flatten(
        one(NirLayout.START_DIM),
        one(NirLayout.END_DIM),
        fields.has(NirLayout.INPUT_TYPE) ? sizes(NirLayout.INPUT_TYPE) : List.of(),
        metadata);
  }

  private void only(String... defined) {
    Set<String> known = new HashSet<>(Set.of(defined));
    known.add(NirLayout.TYPE);
    known.add(NirLayout.METADATA);
    fields.requireOnly(type, known);
  }

  private Tensor tensor(String field, int rank) {
    Tensor tensor = fields.tensor(field);
    boolean empty = tensor.size() == 0;
    if (tensor.shape().length != rank || empty) {
      throw file.damaged(
          "%s of node %s must have %d dimensions and values, found shape %s"
              .formatted(field, name, rank, fields.shape(field)));
    }
    return tensor;
  }

  private Tensor bias(Tensor weight) {
    Tensor bias = tensor(NirLayout.BIAS, 1);
    if (bias.size() != weight.shape()[0]) {
      throw file.damaged(
          "node %s has %d biases for %d outputs".formatted(name, bias.size(), weight.shape()[0]));
    }
    return bias;
  }

  private List<Integer> sizes(String field) {
    List<Integer> sizes = fields.integers(field);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw file.damaged(
          "%s of node %s must be sizes >= 1, found %s".formatted(field, name, sizes));
    }
    return sizes;
  }

  private int one(String field) {
    List<Integer> integers = fields.integers(field);
    if (integers.size() != 1) {
      throw file.damaged(
          "%s of node %s must be one number, found %s".formatted(field, name, integers));
    }
    return integers.get(0);
  }

  /** Two numbers, or one that stands for both. */
  private List<Integer> pair(String field, int least) {
    List<Integer> integers = fields.integers(field);
    if (integers.isEmpty()
        || integers.size() > 2
        || integers.stream().anyMatch(value -> value < least)) {
      throw file.damaged(
          "%s of node %s must be one or two numbers >= %d, found %s"
              .formatted(field, name, least, integers));
    }
    return integers.size() == 2 ? integers : List.of(integers.get(0), integers.get(0));
  }

  private void requireShape(List<Integer> shape, String... others) {
    for (String field : others) {
      if (!fields.shape(field).equals(shape)) {
        throw file.damaged(
            "%s and v_threshold of node %s have shapes %s and %s"
                .formatted(field, name, fields.shape(field), shape));
      }
    }
  }

  private double uniform(String field) {
    Tensor values = fields.tensor(field);
    if (values.size() == 0 || values.firstNonFinite() >= 0) {
      throw file.damaged("%s of node %s must be finite numbers".formatted(field, name));
    }
    double first = values.at(0);
    for (int i = 1; i < values.size(); i++) {
      if (values.at(i) != first) {
        throw file.unsupported(
            "the neurons of its node %s differ in %s (%s and %s)"
                .formatted(name, field, first, values.at(i)));
      }
    }
    return first;
  }
}
