package org.dietsnn.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The vertices of a network from its configuration, in the order in which their parameters lie:
 * those of a MultiLayerNetwork, which is a chain, or of a ComputationGraph.
 */
final class ConfigurationReader {
  /** What a chain reads. */
  private static final String INPUT = "input";

  private final Dl4jFile file;
  private final JsonNode json;

  ConfigurationReader(Dl4jFile file, JsonNode json) {
    this.file = file;
    this.json = json;
  }

  /**
   * A graph.
   *
   * @param kind the class of the network
   * @param input name of its input
   * @param vertices each after those it reads
   */
  record Vertices(String kind, String input, List<Vertex> vertices) {}

  /**
   * Reads the vertices.
   *
   * @throws org.dietsnn.application.failure.FailureException if there are none, or more than one
   *     input or output
   */
  Vertices read() {
    Vertices read = json.path("confs").isArray() ? chain() : graph();
    Set<String> before = new HashSet<>(Set.of(read.input()));
    for (Vertex vertex : read.vertices()) {
      if (vertex.inputs().isEmpty() || !before.containsAll(vertex.inputs())) {
        throw file.damaged(
            "its layer %s reads %s, which do not come before it"
                .formatted(vertex.name(), vertex.inputs()));
      }
      if (!before.add(vertex.name())) {
        throw file.damaged("two of its layers are named " + vertex.name());
      }
    }
    return read;
  }

  private Vertices chain() {
    List<Vertex> vertices = new ArrayList<>();
    String last = INPUT;
    JsonNode layers = json.get("confs");
    for (int i = 0; i < layers.size(); i++) {
      JsonNode layer = layers.get(i).path("layer");
      String name = layer.path("layerName").asText("layer" + i);
      JsonNode before = json.path("inputPreProcessors").get(Integer.toString(i));
      vertices.add(vertex(name, List.of(last), layer, before));
      last = name;
    }
    if (vertices.isEmpty()) {
      throw file.damaged("it has no layers");
    }
    return new Vertices("MultiLayerNetwork", INPUT, vertices);
  }

  private Vertices graph() {
    JsonNode inputs = json.path("networkInputs");
    JsonNode outputs = json.path("networkOutputs");
    JsonNode order = json.path("topologicalOrderStr");
    if (!json.path("vertices").isObject() || !inputs.isArray() || !order.isArray()) {
      throw file.damaged("its configuration is neither that of a chain nor that of a graph");
    }
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw file.unsupported(
          "it has %d inputs and %d outputs and not one of each"
              .formatted(inputs.size(), outputs.size()));
    }
    List<Vertex> vertices = new ArrayList<>();
    for (JsonNode element : order) {
      String name = element.asText();
      if (name.equals(inputs.get(0).asText())) {
        continue;
      }
      JsonNode vertex = json.get("vertices").path(name);
      List<String> reads = new ArrayList<>();
      json.path("vertexInputs").path(name).forEach(input -> reads.add(input.asText()));
      boolean layer = vertex.path("layerConf").isObject();
      vertices.add(
          vertex(
              name,
              reads,
              layer ? vertex.get("layerConf").path("layer") : vertex,
              vertex.get("preProcessor")));
    }
    if (vertices.isEmpty()
        || !vertices.get(vertices.size() - 1).name().equals(outputs.get(0).asText())) {
      throw file.unsupported("its output %s is not its last layer".formatted(outputs.get(0)));
    }
    return new Vertices("ComputationGraph", inputs.get(0).asText(), vertices);
  }

  private Vertex vertex(String name, List<String> inputs, JsonNode layer, JsonNode before) {
    if (!layer.isObject()) {
      throw file.damaged("its layer %s has no configuration".formatted(name));
    }
    return new Vertex(
        name, inputs, new LayerConfig(file, name, layer), new LayerConfig(file, name, before));
  }
}
