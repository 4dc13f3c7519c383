package org.dietsnn.data.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dietsnn.data.json.Fields;
import org.dietsnn.data.json.Json;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;

/** A model as JSON. */
final class ModelJson {
  private ModelJson() {}

  static ObjectNode write(Model model) {
    Architecture architecture = model.architecture();
    ObjectNode json = Json.object().put("net", architecture.net());
    ArrayNode dense = json.putArray("dense");
    architecture.dense().forEach(dense::add);
    json.put("width", architecture.width());
    json.putObject("input")
        .put("channels", architecture.input().channels())
        .put("height", architecture.input().height())
        .put("width", architecture.input().width());
    json.put("classes", architecture.classes())
        .put("kernel", architecture.kernel())
        .put("bias", architecture.bias());
    json.set("hidden", NeuronJson.write(model.hidden()));
    json.put("timeSteps", model.timeSteps());
    ObjectNode normalisation = json.putObject("normalisation");
    ArrayNode means = normalisation.putArray("means");
    model.normalisation().means().forEach(means::add);
    ArrayNode deviations = normalisation.putArray("deviations");
    model.normalisation().deviations().forEach(deviations::add);
    ArrayNode names = json.putArray("classNames");
    model.classNames().forEach(names::add);
    return json;
  }

  static Model read(Fields json) {
    Fields input = json.object("input");
    Fields normalisation = json.object("normalisation");
    return new Model(
        new Architecture(
            json.text("net"),
            json.integers("dense"),
            json.number("width"),
            new Shape(input.integer("channels"), input.integer("height"), input.integer("width")),
            json.integer("classes"),
            json.integer("kernel"),
            json.flag("bias")),
        NeuronJson.read(json.object("hidden")),
        json.integer("timeSteps"),
        new Normalisation(normalisation.numbers("means"), normalisation.numbers("deviations")),
        json.texts("classNames"));
  }
}
