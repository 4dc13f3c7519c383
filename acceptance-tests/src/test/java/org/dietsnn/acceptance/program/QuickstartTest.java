package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing a new user does. */
class QuickstartTest {

  @Test
  void theDigitsAreLearntByTheAnnAndByTheSnn(@TempDir Path folder) throws JsonProcessingException {
    Outcome outcome = Program.call("quickstart", "--out", folder.resolve("run"), "--json");

    JsonNode networks = new ObjectMapper().readTree(outcome.succeeded().out()).get("networks");
    assertThat(networks.get(0).get("accuracy").asDouble()).as("ANN").isGreaterThanOrEqualTo(0.97);
    JsonNode snn = networks.get(2);
    assertThat(snn.get("timeSteps").asInt()).isEqualTo(5);
    assertThat(snn.get("accuracy").asDouble()).as("SNN").isGreaterThanOrEqualTo(0.965);
  }
}
