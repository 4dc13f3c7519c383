package org.dietsnn.data.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dietsnn.data.json.Fields;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.architecture.Topology;
import org.dietsnn.domain.image.Normalisation;

/** A model as JSON. */
final class ModelJson {
  private ModelJson() {}

  static ObjectNode write(Model model) {
    ObjectNode json = TopologyJson.write(model.architecture());
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
    Topology topology = TopologyJson.read(json);
    Fields normalisation = json.object("normalisation");
    return new Model(
        topology,
        NeuronJson.read(json.object("hidden")),
        json.integer("timeSteps"),
        new Normalisation(normalisation.numbers("means"), normalisation.numbers("deviations")),
        json.texts("classNames"));
  }
}
