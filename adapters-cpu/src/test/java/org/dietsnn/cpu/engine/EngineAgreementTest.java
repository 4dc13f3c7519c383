package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both kinds of kernels against the reference engine, on random networks. The seeds are fixed, so
 * that a build is repeatable; raise the tries for a longer search.
 */
class EngineAgreementTest {
  private static final int TRIES = 60;

  private static final double[] PERCENTILES = {0, 37, 99.7, 100};

  private final ComputeBackend reference = new ReferenceBackend();
  private final List<ComputeBackend> engines =
      List.of(
          new FloatBackend(2, "vector"),
          new FloatBackend(1, "plain"),
          new FloatBackend(1, "vector", SpikePath.EVENTS, Membranes.RECOMPUTED),
          new FloatBackend(1, "vector", SpikePath.DENSE, Membranes.STORED));

  @Property(
      tries = TRIES,
      seed = "1",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void spikesMembranesLogitsAndCountsOfASpikingNetworkAgree(@ForAll long seed) {
    RandomCase given = RandomCase.draw(seed, true);
    forEachEngine(given, engine -> inferenceAgrees(given, engine));
  }

  @Property(
      tries = TRIES,
      seed = "2",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void lossAndGradientsOfASpikingNetworkUnderDropoutAgree(@ForAll long seed) {
    RandomCase given = RandomCase.draw(seed, true);
    forEachEngine(given, engine -> trainingAgrees(given, engine));
  }

  @Property(
      tries = TRIES,
      seed = "3",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void everythingOfARectifyingNetworkAgrees(@ForAll long seed) {
    RandomCase given = RandomCase.draw(seed, false);
    forEachEngine(
        given,
        engine -> {
          inferenceAgrees(given, engine);
          trainingAgrees(given, engine);
        });
  }

  @Property(
      tries = TRIES / 2,
      seed = "4",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void theCurrentsSeenInAThresholdSearchAgree(@ForAll long seed) {
    RandomCase given = RandomCase.draw(seed, true);
    forEachEngine(given, engine -> probesAgree(given, engine));
  }

  /** Such a convolution has the geometry of a dense synapse. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aConvolutionWhoseKernelCoversItsSourceAgrees(int kernel) {
    Neuron lif = new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3));
    Shape shape = new Shape(5, 2 * kernel, 2 * kernel);
    Network network =
        new Network(
            List.of(
                new Population(0, "input", shape, new Neuron.Input(), List.of(), false),
                population(1, shape, lif, new Synapse.Convolution(0, 1, 1, 1, 0, "a", false)),
                population(
                    2, Shape.flat(70), lif, new Synapse.Convolution(1, 2, kernel, 2, 0, "b", true)),
                population(
                    3,
                    Shape.flat(3),
                    new Neuron.Accumulator(),
                    new Synapse.Dense(2, 1, "c", true))));
    RandomCase given = RandomCase.of(network, 3, 5);
    forEachEngine(
        given,
        engine -> {
          inferenceAgrees(given, engine);
          trainingAgrees(given, engine);
        });
  }

  /** Several blocks of 64 channels, planes of many events, tiles of 2x2 pixels. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void layersOfManyChannelsAgree(boolean spiking) {
    Neuron neuron =
        spiking ? new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3)) : new Neuron.Relu();
    Shape wide = new Shape(70, 4, 4);
    Shape pooled = new Shape(40, 2, 2);
    Network network =
        new Network(
            List.of(
                new Population(
                    0, "input", new Shape(3, 4, 4), new Neuron.Input(), List.of(), false),
                population(1, wide, neuron, new Synapse.Convolution(0, 1, 3, 1, 1, "a", false)),
                population(2, wide, neuron, new Synapse.Convolution(1, 1, 3, 1, 1, "b", false)),
                population(3, pooled, neuron, new Synapse.Convolution(2, 2, 3, 1, 1, "c", true)),
                population(
                    4,
                    Shape.flat(3),
                    new Neuron.Accumulator(),
                    new Synapse.Dense(3, 1, "d", true))));
    RandomCase given = RandomCase.of(network, spiking ? 2 : 1, 2);
    forEachEngine(
        given,
        engine -> {
          inferenceAgrees(given, engine);
          trainingAgrees(given, engine);
        });
  }

  /** So many steps that the current of one pixel at a time is held. */
  @Test
  void manyStepsAgree() {
    Neuron lif = new Neuron.Lif(Reset.HARD, new Surrogate.Linear(0.3));
    Shape shape = new Shape(4, 3, 3);
    Network network =
        new Network(
            List.of(
                new Population(0, "input", shape, new Neuron.Input(), List.of(), false),
                population(1, shape, lif, new Synapse.Convolution(0, 1, 3, 1, 1, "a", false)),
                population(2, shape, lif, new Synapse.Convolution(1, 1, 3, 1, 1, "b", true)),
                population(
                    3,
                    Shape.flat(3),
                    new Neuron.Accumulator(),
                    new Synapse.Dense(2, 1, "c", true))));
    RandomCase given = RandomCase.of(network, 70, 1);
    forEachEngine(
        given,
        engine -> {
          inferenceAgrees(given, engine);
          trainingAgrees(given, engine);
        });
  }

  private static Population population(int id, Shape shape, Neuron neuron, Synapse synapse) {
    return new Population(id, "population" + id, shape, neuron, List.of(synapse), false);
  }

  private void forEachEngine(RandomCase given, Consumer<ComputeBackend> check) {
    for (ComputeBackend engine : engines) {
      try {
        check.accept(engine);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(engine.description() + ", " + given + "\n" + e.getMessage(), e);
      }
    }
  }

  private void inferenceAgrees(RandomCase given, ComputeBackend engine) {
    try (NetworkSession expected = reference.open(given.network(), given.parameters());
        NetworkSession actual = engine.open(given.network(), given.parameters())) {
      Inference wanted = expected.infer(given.images(), given.timeSteps());
      Inference found = actual.infer(given.images(), given.timeSteps());
      Closeness.requireClose("logits", found.logits(), wanted.logits());
      requireEqualCounts(found.activity(), wanted.activity());

      Trace wantedTrace = expected.trace(given.images(), given.timeSteps());
      Trace foundTrace = actual.trace(given.images(), given.timeSteps());
      Closeness.requireClose("logits by step", foundTrace.logits(), wantedTrace.logits());
      assertThat(foundTrace.spikes()).containsOnlyKeys(wantedTrace.spikes().keySet());
      for (int p : given.network().spikingPopulations()) {
        Closeness.requireEqual(
            "spikes of " + p, foundTrace.spikes().get(p), wantedTrace.spikes().get(p));
        Closeness.requireClose(
            "membranes of " + p, foundTrace.membranes().get(p), wantedTrace.membranes().get(p));
      }
    }
  }

  /** Both are given the same gradient of the logits: the softmax can enlarge their rounding. */
  private void trainingAgrees(RandomCase given, ComputeBackend engine) {
    SgdMomentum optimiser = new SgdMomentum(0.9, 0, false);
    try (TrainingSession expected =
            reference.openTraining(given.network(), given.parameters(), optimiser);
        TrainingSession actual =
            engine.openTraining(given.network(), given.parameters(), optimiser)) {
      double[] wantedLogits = forward(given, expected).logits();
      double[] foundLogits = forward(given, actual).logits();
      Closeness.requireClose("logits under dropout", foundLogits, wantedLogits);
      CrossEntropy wanted = CrossEntropy.of(wantedLogits, given.labels());
      double found = CrossEntropy.of(foundLogits, given.labels()).value();
      assertThat(found)
          .as("loss")
          .isCloseTo(wanted.value(), within(1e-4 * Math.max(1, wanted.value())));

      expected.backward(wanted.gradient());
      actual.backward(wanted.gradient());
      Closeness.requireCloseGradients(given.network(), actual.gradients(), expected.gradients());

      requireEqualCounts(forward(given, actual).activity(), forward(given, expected).activity());
    }
  }

  private static Inference forward(RandomCase given, TrainingSession session) {
    return session.forward(given.images(), given.timeSteps(), given.dropout());
  }

  private void probesAgree(RandomCase given, ComputeBackend engine) {
    try (NetworkSession expectedSession = reference.open(given.network(), given.parameters());
        NetworkSession actualSession = engine.open(given.network(), given.parameters());
        CurrentProbe expected = expectedSession.probe(given.images(), given.timeSteps());
        CurrentProbe actual = actualSession.probe(given.images(), given.timeSteps())) {
      for (int p : given.network().spikingPopulations()) {
        double[][] wanted = currents(expected, p);
        double[][] found = currents(actual, p);
        double scale =
            Arrays.stream(wanted)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        for (int q = 0; q < PERCENTILES.length; q++) {
          String what = "%s percentile of the currents of %d".formatted(PERCENTILES[q], p);
          assertThat(found[q]).as(what).containsExactly(wanted[q], within(1e-4 * scale));
        }
        double theta = given.parameters().scalar(given.network().population(p).thresholdName());
        assertThat(actual.spikeRate(p, theta)).isEqualTo(expected.spikeRate(p, theta));
        expected.fire(p, theta);
        actual.fire(p, theta);
      }
    }
  }

  private static double[][] currents(CurrentProbe probe, int population) {
    return Arrays.stream(PERCENTILES)
        .mapToObj(q -> probe.currents(population, new PercentileRule(q)))
        .toArray(double[][]::new);
  }

  /** Multiplies and accumulates may differ: engines treat borders differently. */
  private static void requireEqualCounts(Activity actual, Activity expected) {
    assertThat(actual.images()).isEqualTo(expected.images());
    assertThat(actual.timeSteps()).isEqualTo(expected.timeSteps());
    assertThat(actual.spikes()).as("spikes").isEqualTo(expected.spikes());
    assertThat(actual.arriving()).as("arriving spikes").isEqualTo(expected.arriving());
  }
}
