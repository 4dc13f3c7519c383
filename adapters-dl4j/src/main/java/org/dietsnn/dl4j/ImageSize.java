package org.dietsnn.dl4j;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.dietsnn.domain.network.Shape;

/**
 * Finds out the shape of the images. DeepLearning4J records it only where images become vectors, or
 * vectors images; elsewhere several sizes may lead to the one at the first dense layer, because
 * poolings and strides drop what is left over.
 */
final class ImageSize {
  private static final int LARGEST_SIDE = 1024;

  /** Stands for the side of what is no image any more. */
  private static final int VECTOR = 0;

  private static final String TO_VECTOR = "CnnToFeedForwardPreProcessor";
  private static final String TO_IMAGE = "FeedForwardToCnnPreProcessor";

  private final Dl4jFile file;
  private final ConfigurationReader.Vertices graph;

  ImageSize(Dl4jFile file, ConfigurationReader.Vertices graph) {
    this.file = file;
    this.graph = graph;
  }

  /**
   * The shapes that the input can have.
   *
   * @param heights that lead where the model says
   * @param widths that lead where the model says
   */
  record Choice(int channels, List<Integer> heights, List<Integer> widths) {
    Choice {
      heights = List.copyOf(heights);
      widths = List.copyOf(widths);
    }

    /** Whether there is no other. */
    boolean certain() {
      return heights.size() == 1 && widths.size() == 1;
    }

    /** The one that can be halved most often, which is what images mostly are. */
    Shape likely() {
      return new Shape(channels, likely(heights), likely(widths));
    }

    boolean allows(Shape shape) {
      return shape.channels() == channels
          && heights.contains(shape.height())
          && widths.contains(shape.width());
    }

    private static int likely(List<Integer> sides) {
      return sides.stream().max(Comparator.comparing(Integer::lowestOneBit)).orElseThrow();
    }

    @Override
    public String toString() {
      return "%d channels, height %s, width %s".formatted(channels, words(heights), words(widths));
    }

    private static String words(List<Integer> sides) {
      int last = sides.get(sides.size() - 1);
      return sides.size() == 1 ? "" + last : sides.get(0) + " to " + last;
    }
  }

  /**
   * The shapes that the input can have.
   *
   * @throws org.dietsnn.application.failure.FailureException if there is none
   */
  Choice choice() {
    Vertex first =
        graph.vertices().stream()
            .filter(vertex -> vertex.inputs().contains(graph.input()))
            .findFirst()
            .orElseThrow(() -> file.damaged("no layer reads its input"));
    String before = first.before().type();
    if (before.equals(TO_IMAGE) || before.equals(TO_VECTOR)) {
      return new Choice(
          first.before().integer("numChannels"),
          List.of(first.before().integer("inputHeight")),
          List.of(first.before().integer("inputWidth")));
    }
    int channels = first.layer().integer("nin");
    return isConvolution(first.layer())
        ? new Choice(channels, sides("inputHeight"), sides("inputWidth"))
        : new Choice(channels, List.of(1), List.of(1));
  }

  static boolean isConvolution(LayerConfig layer) {
    return layer.type().equals("ConvolutionLayer") || layer.type().equals("Convolution2D");
  }

  private List<Integer> sides(String told) {
    List<Integer> fitting =
        IntStream.rangeClosed(1, LARGEST_SIDE)
            .filter(side -> leads(side, before -> before.integer(told)))
            .boxed()
            .toList();
    if (fitting.isEmpty()) {
      throw file.damaged(
          "no image of up to %d rows and columns has the size that its layers tell"
              .formatted(LARGEST_SIDE));
    }
    return fitting;
  }

  /** Whether images of a side arrive in the size that is told wherever one is. */
  private boolean leads(int input, ToIntFunction<LayerConfig> told) {
    Map<String, Integer> sides = new HashMap<>(Map.of(graph.input(), input));
    for (Vertex vertex : graph.vertices()) {
      int side = sides.get(vertex.inputs().get(0));
      if (vertex.before().type().equals(TO_VECTOR)) {
        if (side != told.applyAsInt(vertex.before())) {
          return false;
        }
        side = VECTOR;
      }
      int after = side == VECTOR ? VECTOR : after(vertex.layer(), side);
      if (after < 0) {
        return false;
      }
      sides.put(vertex.name(), after);
    }
    return true;
  }

  /** The side after a layer; negative if there is none. */
  private static int after(LayerConfig layer, int side) {
    if (!isConvolution(layer) && !layer.type().startsWith("Subsampling")) {
      return layer.type().startsWith("GlobalPooling") ? VECTOR : side;
    }
    int stride = Math.max(1, layer.square("stride"));
    if (layer.word("convolutionMode").equals("Same")) {
      return (side + stride - 1) / stride;
    }
    int room = side + 2 * layer.square("padding") - layer.square("kernelSize");
    return room < 0 ? -1 : room / stride + 1;
  }
}
