package org.dietsnn.data.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.dietsnn.data.json.Fields;
import org.dietsnn.data.json.Json;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;

/**
 * The populations of a rectifying network as JSON. Neurons are not written: the first population is
 * the input, the last the output, all others rectify.
 */
final class GraphJson {
  private static final String KIND = "kind";
  private static final String CONVOLUTION = "convolution";
  private static final String DENSE = "dense";
  private static final String IDENTITY = "identity";
  private static final String SOURCE = "source";
  private static final String POOLING = "pooling";
  private static final String MODULE = "module";
  private static final String BIAS = "bias";

  private GraphJson() {}

  static void write(Network network, ArrayNode populations) {
    for (Population population : network.populations()) {
      ObjectNode json =
          populations.addObject().put("id", population.id()).put("name", population.name());
      json.set("shape", TopologyJson.write(population.shape()));
      json.put("dropout", population.dropout());
      ArrayNode synapses = json.putArray("synapses");
      population.synapses().forEach(synapse -> synapses.add(write(synapse)));
    }
  }

  static Network read(List<Fields> list) {
    List<Population> populations = new ArrayList<>();
    for (Fields json : list) {
      boolean first = populations.isEmpty();
      boolean last = populations.size() == list.size() - 1;
      populations.add(
          new Population(
              json.integer("id"),
              json.text("name"),
              TopologyJson.shape(json.object("shape")),
              first ? new Neuron.Input() : last ? new Neuron.Accumulator() : new Neuron.Relu(),
              json.objects("synapses").stream().map(GraphJson::synapse).toList(),
              json.flag("dropout")));
    }
    return new Network(populations);
  }

  private static ObjectNode write(Synapse synapse) {
    ObjectNode json = Json.object();
    if (synapse instanceof Synapse.Convolution convolution) {
      json.put(KIND, CONVOLUTION)
          .put("kernel", convolution.kernel())
          .put("stride", convolution.stride())
          .put("padding", convolution.padding());
    } else {
      json.put(KIND, synapse instanceof Synapse.Dense ? DENSE : IDENTITY);
    }
    json.put(SOURCE, synapse.source()).put(POOLING, synapse.pooling());
    if (synapse instanceof Synapse.Weighted weighted) {
      json.put(MODULE, weighted.module()).put(BIAS, weighted.bias());
    }
    return json;
  }

  private static Synapse synapse(Fields json) {
    int source = json.integer(SOURCE);
    int pooling = json.integer(POOLING);
    String kind = json.text(KIND);
    return switch (kind) {
      case CONVOLUTION ->
          new Synapse.Convolution(
              source,
              pooling,
              json.integer("kernel"),
              json.integer("stride"),
              json.integer("padding"),
              json.text(MODULE),
              json.flag(BIAS));
      case DENSE -> new Synapse.Dense(source, pooling, json.text(MODULE), json.flag(BIAS));
      case IDENTITY -> new Synapse.Identity(source, pooling);
      default ->
          throw new IllegalArgumentException(
              "synapses are convolution, dense or identity, found " + kind);
    };
  }
}
