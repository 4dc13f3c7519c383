package org.dietsnn.data.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dietsnn.data.json.Fields;
import org.dietsnn.data.json.Json;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Graph;
import org.dietsnn.domain.architecture.Topology;
import org.dietsnn.domain.network.Shape;

/** The topology of a model as JSON: the words of a recipe, or a list of populations. */
final class TopologyJson {
  private static final String POPULATIONS = "populations";

  private TopologyJson() {}

  static ObjectNode write(Topology topology) {
    if (topology instanceof Architecture architecture) {
      return write(architecture);
    }
    ObjectNode json = Json.object();
    GraphJson.write(((Graph) topology).network(), json.putArray(POPULATIONS));
    return json;
  }

  static Topology read(Fields json) {
    if (json.has(POPULATIONS)) {
      return new Graph(GraphJson.read(json.objects(POPULATIONS)));
    }
    Shape input = shape(json.object("input"));
    return new Architecture(
        json.text("net"),
        json.integers("dense"),
        json.number("width"),
        input,
        json.integer("classes"),
        json.integer("kernel"),
        json.flag("bias"));
  }

  private static ObjectNode write(Architecture architecture) {
    ObjectNode json = Json.object().put("net", architecture.net());
    ArrayNode dense = json.putArray("dense");
    architecture.dense().forEach(dense::add);
    json.put("width", architecture.width());
    json.set("input", write(architecture.input()));
    return json.put("classes", architecture.classes())
        .put("kernel", architecture.kernel())
        .put("bias", architecture.bias());
  }

  static ObjectNode write(Shape shape) {
    return Json.object()
        .put("channels", shape.channels())
        .put("height", shape.height())
        .put("width", shape.width());
  }

  static Shape shape(Fields json) {
    return new Shape(json.integer("channels"), json.integer("height"), json.integer("width"));
  }
}
