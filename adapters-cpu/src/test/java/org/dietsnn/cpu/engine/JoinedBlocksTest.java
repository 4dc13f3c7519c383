package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.reference.DecisionMargin;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Large dense synapses and single images, for which a session joins blocks of weights after some
 * calls: two that are fired row by row, and an output as large, whose weights stay as they are.
 */
class JoinedBlocksTest {
  private static final int STEPS = 4;
  private static final int WIDTH = 1024;
  private static final Network NETWORK = network();

  /** Calls after which blocks are certainly joined. */
  private static final int CALLS = 5;

  /** Decisions nearer than this may fall differently in float32. */
  private static final double SAFE = 1e-6;

  @Test
  void aSingleImageGivesWhatTheReferenceGives() {
    Tensor image = images(1);
    boolean found = false;
    for (double threshold = 0.6; threshold < 3 && !found; threshold += 0.05) {
      Parameters parameters = GaussianParameters.of(NETWORK, threshold);
      found = DecisionMargin.of(NETWORK, parameters, image, STEPS, DropoutMasks.none()) >= SAFE;
      if (found) {
        try (NetworkSession reference = new ReferenceBackend().open(NETWORK, parameters);
            NetworkSession session = new FloatBackend(2, "auto").open(NETWORK, parameters)) {
          Inference expected = reference.infer(image, STEPS);
          for (int call = 0; call < CALLS; call++) {
            Inference actual = session.infer(image, STEPS);

            assertThat(actual.activity().spikes()).isEqualTo(expected.activity().spikes());
            assertThat(actual.activity().spikes().get(3)).isPositive();
            assertThat(actual.logits()).containsExactly(expected.logits(), within(1e-4));
          }
        }
      }
    }
    assertThat(found).as("a threshold that no decision is near").isTrue();
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3, 16})
  void resultsDoNotDependOnWhatCameBeforeNorOnTheThreads(int threads) {
    Parameters parameters = GaussianParameters.of(NETWORK, 1);
    Tensor image = images(1);
    Tensor batch = images(9);
    Inference one = first(1, image, parameters);
    Inference many = first(1, batch, parameters);
    assertThat(one.activity().spikes().get(3)).isPositive();
    try (NetworkSession session = new FloatBackend(threads, "auto").open(NETWORK, parameters)) {
      for (int round = 0; round < 2; round++) {
        for (int call = 0; call < CALLS; call++) {
          assertSame(session.infer(image, STEPS), one);
        }
        assertSame(session.infer(batch, STEPS), many);
      }
    }
  }

  @Test
  void theParametersOfASessionAreThoseItWasGiven() {
    Parameters parameters = GaussianParameters.of(NETWORK, 1);
    try (NetworkSession session = joined(parameters)) {
      Map<String, Tensor> held = session.parameters().values();

      assertThat(held.keySet()).isEqualTo(parameters.values().keySet());
      held.forEach(
          (name, tensor) ->
              assertThat(tensor.toFloats()).as(name).isEqualTo(parameters.get(name).toFloats()));
    }
  }

  @Test
  void aTraceShowsTheSpikesOfTheInference() {
    Parameters parameters = GaussianParameters.of(NETWORK, 1);
    Tensor image = images(1);
    try (NetworkSession fresh = new FloatBackend(2, "auto").open(NETWORK, parameters);
        NetworkSession session = joined(parameters)) {
      assertThat(session.trace(image, STEPS).spikes().get(3).toFloats())
          .isEqualTo(fresh.trace(image, STEPS).spikes().get(3).toFloats());
    }
  }

  @Test
  void aProbeReadsTheSameWhateverIsInferredMeanwhile() {
    Parameters parameters = GaussianParameters.of(NETWORK, 1);
    Tensor image = images(1);
    try (NetworkSession fresh = new FloatBackend(2, "auto").open(NETWORK, parameters);
        NetworkSession session = joined(parameters)) {
      CurrentProbe expected = fresh.probe(image, STEPS);
      CurrentProbe probe = session.probe(image, STEPS);
      for (int p : NETWORK.spikingPopulations()) {
        for (int call = 0; call < CALLS; call++) {
          session.infer(image, STEPS);
        }
        PercentileRule rule = PercentileRule.standard();
        assertThat(probe.currents(p, rule)).containsExactly(expected.currents(p, rule));
        probe.fire(p, 1);
        expected.fire(p, 1);
      }
    }
  }

  private static NetworkSession joined(Parameters parameters) {
    NetworkSession session = new FloatBackend(2, "auto").open(NETWORK, parameters);
    for (int call = 0; call < CALLS; call++) {
      session.infer(images(1), STEPS);
    }
    return session;
  }

  private static Inference first(int threads, Tensor images, Parameters parameters) {
    try (NetworkSession session = new FloatBackend(threads, "auto").open(NETWORK, parameters)) {
      return session.infer(images, STEPS);
    }
  }

  private static void assertSame(Inference actual, Inference expected) {
    assertThat(actual.logits()).containsExactly(expected.logits());
    assertThat(actual.activity()).isEqualTo(expected.activity());
  }

  private static Tensor images(int count) {
    return NetworkCase.gaussian(new Random(3), 1, count, 3, 8, 8);
  }

  private static Network network() {
    Population input =
        new Population(0, "input", new Shape(3, 8, 8), new Neuron.Input(), List.of(), false);
    return new Network(
        List.of(
            input,
            spiking(1, new Shape(64, 8, 8), new Synapse.Convolution(0, 1, 3, 1, 1, "first", false)),
            spiking(2, Shape.flat(WIDTH), new Synapse.Dense(1, 2, "pooled", false)),
            spiking(3, Shape.flat(WIDTH), new Synapse.Dense(2, 1, "dense", true)),
            new Population(
                4,
                "output",
                Shape.flat(WIDTH),
                new Neuron.Accumulator(),
                List.of(new Synapse.Dense(3, 1, "last", false)),
                false)));
  }

  private static Population spiking(int index, Shape shape, Synapse synapse) {
    Neuron lif = new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3));
    return new Population(index, "p" + index, shape, lif, List.of(synapse), false);
  }
}
