package org.dietsnn.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.SgdMomentum;

/** Optimisers as recorded: weight decay applies to weights, thresholds and leaks alike. */
public final class GoldenOptimisers {
  private GoldenOptimisers() {}

  /** The optimiser of one recorded training. */
  public static Optimiser read(JsonNode recipe) {
    double decay = recipe.get("weight_decay").asDouble();
    String kind = recipe.get("kind").asText();
    if (kind.equals("Adam")) {
      return new Adam(
          recipe.get("betas").get(0).asDouble(),
          recipe.get("betas").get(1).asDouble(),
          recipe.get("eps").asDouble(),
          recipe.get("amsgrad").asBoolean(),
          decay,
          true);
    }
    if (kind.equals("SGD") && !recipe.get("nesterov").asBoolean()) {
      return new SgdMomentum(recipe.get("momentum").asDouble(), decay, true);
    }
    throw new IllegalArgumentException("unknown recorded optimiser " + recipe);
  }
}
