package org.dietsnn.data.nir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dietsnn.domain.network.Shape;

/**
 * What lies between two populations: the nodes on the way, walked from the presynaptic side. Finds
 * the one layer with weights, the pooling before it, the factors before and after it, and the shape
 * that arrives.
 */
final class NirPath {
  private final NirFile file;
  private final String source;

  /** Of what is handed on: channels, rows, columns; or neurons. */
  private List<Integer> dimensions;

  private int pooling = 1;
  private double factorBefore = 1;
  private double factorAfter = 1;
  private String layerName = "";
  private NirNode.Connection layer;

  private NirPath(NirFile file, String source, List<Integer> dimensions) {
    this.file = file;
    this.source = source;
    this.dimensions = dimensions;
  }

  /** A node on the way by its name. */
  record Step(String name, NirNode.Connection node) {}

  /**
   * Walks a way.
   *
   * @param source name of the presynaptic node
   * @param shape of the presynaptic population as NIR has it
   * @throws org.dietsnn.application.failure.FailureException naming the node that does not fit or
   *     is not supported
   */
  static NirPath walk(NirFile file, String source, List<Integer> shape, List<Step> steps) {
    NirPath path = new NirPath(file, source, shape);
    for (Step step : steps) {
      path.pass(step.name(), step.node());
    }
    return path;
  }

  List<Integer> dimensions() {
    return dimensions;
  }

  /** Side of the pooling window, 1 for none. */
  int pooling() {
    return pooling;
  }

  /** What the weights have to be multiplied by. */
  double weightFactor() {
    return factorBefore * factorAfter;
  }

  /** What the bias has to be multiplied by. */
  double biasFactor() {
    return factorAfter;
  }

  /** The layer with weights; empty if spikes are handed on as they are. */
  Optional<NirNode.Connection> layer() {
    return Optional.ofNullable(layer);
  }

  String layerName() {
    return layerName;
  }

  private void pass(String name, NirNode.Connection node) {
    if (node instanceof NirNode.Conv2d conv) {
      convolve(name, conv);
    } else if (node instanceof NirNode.Linear linear) {
      dense(name, linear, linear.weight().shape());
    } else if (node instanceof NirNode.Affine affine) {
      dense(name, affine, affine.weight().shape());
    } else if (node instanceof NirNode.Scale scale) {
      scale(name, scale);
    } else if (node instanceof NirNode.Flatten flatten) {
      flatten(name, flatten);
    } else if (node instanceof NirNode.SumPool2d pool) {
      pool(name, pool.kernelSize(), pool.stride(), pool.padding());
      factorBefore *= (double) pooling * pooling;
    } else if (node instanceof NirNode.AvgPool2d pool) {
      pool(name, pool.kernelSize(), pool.stride(), pool.padding());
    }
  }

  private void convolve(String name, NirNode.Conv2d conv) {
    takeLayer(name, conv);
    int[] weight = conv.weight().shape();
    requireImage(name);
    require(
        conv.inputShape().isEmpty() || conv.inputShape().equals(dimensions.subList(1, 3)),
        "node %s expects images of %s, but %s arrives",
        name,
        conv.inputShape(),
        dimensions);
    require(
        weight[1] == dimensions.get(0),
        "node %s has weights for %d channels, but %s arrives",
        name,
        weight[1],
        dimensions);
    List<Integer> sides = new ArrayList<>(List.of(weight[0]));
    for (int i = 0; i < 2; i++) {
      long padded = dimensions.get(i + 1) + 2L * conv.padding().get(i);
      require(
          padded >= weight[i + 2],
          "the kernel of node %s is larger than its padded input of %s",
          name,
          dimensions);
      sides.add((int) ((padded - weight[i + 2]) / conv.stride().get(i) + 1));
    }
    if (weight[2] != weight[3] || !alike(conv.stride()) || !alike(conv.padding())) {
      throw file.unsupported(
          "kernel %d x %d, stride %s and padding %s of its Conv2d %s are not all square"
              .formatted(weight[2], weight[3], conv.stride(), conv.padding(), name));
    }
    dimensions = sides;
  }

  private void dense(String name, NirNode.Connection node, int[] weight) {
    takeLayer(name, node);
    require(
        dimensions.equals(List.of(weight[1])),
        "node %s has weights for %d inputs, but %s arrives",
        name,
        weight[1],
        dimensions);
    dimensions = List.of(weight[0]);
  }

  private void takeLayer(String name, NirNode.Connection node) {
    if (layer != null) {
      throw file.unsupported(
          "its nodes %s and %s follow each other without neurons between them"
              .formatted(layerName, name));
    }
    layer = node;
    layerName = name;
  }

  private void scale(String name, NirNode.Scale scale) {
    require(
        scale.shape().isEmpty() || scale.shape().equals(dimensions),
        "node %s scales %s, but %s arrives",
        name,
        scale.shape(),
        dimensions);
    if (layer == null) {
      factorBefore *= scale.scale();
    } else {
      factorAfter *= scale.scale();
    }
  }

  private void flatten(String name, NirNode.Flatten flatten) {
    require(
        flatten.inputType().isEmpty() || flatten.inputType().equals(dimensions),
        "node %s flattens %s, but %s arrives",
        name,
        flatten.inputType(),
        dimensions);
    int rank = dimensions.size();
    int end = flatten.endDim() < 0 ? flatten.endDim() + rank : flatten.endDim();
    if (flatten.startDim() != 0 || end != rank - 1) {
      throw file.unsupported(
          "its Flatten %s joins dimensions %d to %d of %s and not all of them"
              .formatted(name, flatten.startDim(), flatten.endDim(), dimensions));
    }
    dimensions = List.of(dimensions.stream().reduce(1, Math::multiplyExact));
  }

  private void pool(
      String name, List<Integer> kernel, List<Integer> stride, List<Integer> padding) {
    requireImage(name);
    if (layer != null || pooling != 1) {
      throw file.unsupported(
          "its node %s pools what comes from %s after another layer"
              .formatted(name, layer != null ? layerName : source));
    }
    if (!alike(kernel) || !kernel.equals(stride) || padding.stream().anyMatch(p -> p != 0)) {
      throw file.unsupported(
          "windows %s, stride %s and padding %s of its node %s are not square windows side by side"
              .formatted(kernel, stride, padding, name));
    }
    pooling = kernel.get(0);
    Shape shape = new Shape(dimensions.get(0), dimensions.get(1), dimensions.get(2));
    dimensions = NetworkToNir.dimensions(shape.pooled(pooling), false);
  }

  private void requireImage(String name) {
    require(
        dimensions.size() == 3,
        "node %s expects channels, rows and columns, but %s arrives",
        name,
        dimensions);
  }

  private static boolean alike(List<Integer> pair) {
    return pair.get(0).equals(pair.get(1));
  }

  /** The annotation that is missed belongs to Error Prone, which is no dependency. */
  @SuppressWarnings("AnnotateFormatMethod")
  private void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw file.damaged(message.formatted(values));
    }
  }
}
