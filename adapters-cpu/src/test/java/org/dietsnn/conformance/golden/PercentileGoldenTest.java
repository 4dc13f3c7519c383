package org.dietsnn.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.tensor.Precision;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The rank that stands for the largest current, and the value at that rank. */
class PercentileGoldenTest {
  @TestFactory
  Stream<DynamicNode> choosesTheRecordedRankAndValue() {
    return GoldenFolders.tests(
        recorded ->
            recorded.kind().equals("percentile")
                ? List.of(
                    dynamicTest("values", () -> requireSameValues(recorded)),
                    dynamicTest("ranks", () -> requireSameRanks(recorded)))
                : List.of());
  }

  private static void requireSameValues(GoldenCase recorded) {
    for (JsonNode one : recorded.meta().get("cases")) {
      int n = one.get("n").asInt();
      double[] values = recorded.tensor("a." + n, Precision.FLOAT64).toDoubles();
      Arrays.sort(values);
      int rank = new PercentileRule(one.get("q").asDouble()).rank(n);
      assertThat(rank).as("rank of %s", one).isEqualTo(one.get("k").asInt());
      // Adding 0 turns -0 into 0.
      assertThat(values[rank - 1] + 0.0)
          .as("value of %s", one)
          .isEqualTo(one.get("value").asDouble() + 0.0);
    }
  }

  private static void requireSameRanks(GoldenCase recorded) {
    String prefix = "k_for_q";
    for (Map.Entry<String, JsonNode> ranks : recorded.meta().properties()) {
      if (ranks.getKey().startsWith(prefix)) {
        PercentileRule rule =
            new PercentileRule(Double.parseDouble(ranks.getKey().substring(prefix.length())));
        for (JsonNode pair : ranks.getValue()) {
          assertThat(rule.rank(pair.get(0).asInt()))
              .as("rank among %s", pair.get(0))
              .isEqualTo(pair.get(1).asInt());
        }
      }
    }
  }
}
