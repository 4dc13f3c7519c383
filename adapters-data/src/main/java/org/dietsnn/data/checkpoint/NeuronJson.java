package org.dietsnn.data.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import org.dietsnn.data.json.Fields;
import org.dietsnn.data.json.Json;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;

/** The neuron of hidden populations as JSON. */
final class NeuronJson {
  private static final String KIND = "kind";

  private NeuronJson() {}

  static ObjectNode write(Neuron neuron) {
    if (neuron instanceof Neuron.Relu) {
      return Json.object().put(KIND, "relu");
    }
    if (neuron instanceof Neuron.Lif lif) {
      ObjectNode json = Json.object().put(KIND, "lif").put("reset", name(lif.reset()));
      json.set("surrogate", write(lif.surrogate()));
      return json;
    }
    throw new IllegalArgumentException("hidden neurons are relu or lif, found " + neuron);
  }

  static Neuron read(Fields json) {
    String kind = json.text(KIND);
    return switch (kind) {
      case "relu" -> new Neuron.Relu();
      case "lif" -> new Neuron.Lif(reset(json.text("reset")), surrogate(json.object("surrogate")));
      default ->
          throw new IllegalArgumentException("hidden neurons are relu or lif, found " + kind);
    };
  }

  private static ObjectNode write(Surrogate surrogate) {
    ObjectNode json = Json.object();
    if (surrogate instanceof Surrogate.Linear linear) {
      json.put(KIND, "linear").put("gamma", linear.gamma());
    } else if (surrogate instanceof Surrogate.Exponential exponential) {
      json.put(KIND, "exponential")
          .put("alpha", exponential.alpha())
          .put("beta", exponential.beta());
    } else if (surrogate instanceof Surrogate.FastSigmoid sigmoid) {
      json.put(KIND, "fast_sigmoid").put("slope", sigmoid.slope());
    } else if (surrogate instanceof Surrogate.ArcTan arcTan) {
      json.put(KIND, "arctan").put("alpha", arcTan.alpha());
    } else if (surrogate instanceof Surrogate.Rectangular rectangular) {
      json.put(KIND, "rectangular").put("width", rectangular.width());
    }
    return json;
  }

  private static Surrogate surrogate(Fields json) {
    String kind = json.text(KIND);
    return switch (kind) {
      case "linear" -> new Surrogate.Linear(json.number("gamma"));
      case "exponential" -> new Surrogate.Exponential(json.number("alpha"), json.number("beta"));
      case "fast_sigmoid" -> new Surrogate.FastSigmoid(json.number("slope"));
      case "arctan" -> new Surrogate.ArcTan(json.number("alpha"));
      case "rectangular" -> new Surrogate.Rectangular(json.number("width"));
      default ->
          throw new IllegalArgumentException(
              "surrogates are linear, exponential, fast_sigmoid, arctan or rectangular, found "
                  + kind);
    };
  }

  private static Reset reset(String found) {
    return Arrays.stream(Reset.values())
        .filter(reset -> name(reset).equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "resets are soft, soft_unleaked or hard, found " + found));
  }

  private static String name(Reset reset) {
    return reset.name().toLowerCase(Locale.ROOT);
  }
}
