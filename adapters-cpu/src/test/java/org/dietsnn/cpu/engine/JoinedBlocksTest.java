package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.optimiser.Adam;
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
  private static final Network NETWORK =
      network(new Synapse.Dense(1, 2, "pooled", false), new Synapse.Dense(2, 1, "dense", true));

  /** Calls after which blocks are joined, and some more. */
  private static final int CALLS = JoinedBlocks.CALLS + 2;

  @ParameterizedTest(name = "thresholds from {0}")
  @ValueSource(doubles = {0.02, 0.6})
  void aSingleImageGivesWhatTheReferenceGives(double least) {
    Tensor image = images(1);
    Parameters parameters =
        GaussianParameters.decided(NETWORK, image, STEPS, DropoutMasks.none(), least);
    try (NetworkSession reference = new ReferenceBackend().open(NETWORK, parameters);
        NetworkSession session = backend(2).open(NETWORK, parameters)) {
      Inference expected = reference.infer(image, STEPS);
      assertThat(expected.activity().spikes().get(3)).isPositive();
      for (int call = 0; call < CALLS; call++) {
        Inference actual = session.infer(image, STEPS);

        assertThat(actual.activity().spikes()).isEqualTo(expected.activity().spikes());
        assertThat(actual.logits()).containsExactly(expected.logits(), within(1e-4));
      }
    }
  }

  @Test
  void aTrainingStepOfASingleImageWithDropoutGivesWhatTheReferenceGives() {
    Tensor image = images(1);
    long[] kept = new long[WIDTH / Long.SIZE];
    Arrays.fill(kept, 0x7777777777777777L);
    DropoutMasks masks = new DropoutMasks(4.0 / 3, Map.of(2, kept));
    Parameters parameters = GaussianParameters.decided(NETWORK, image, STEPS, masks, 0.6);

    Inference expected = forward(new ReferenceBackend(), parameters, image, masks);
    Inference actual = forward(backend(2), parameters, image, masks);

    assertThat(actual.activity().spikes()).isEqualTo(expected.activity().spikes());
    assertThat(actual.logits()).containsExactly(expected.logits(), within(1e-4));
  }

  private static Inference forward(
      ComputeBackend backend, Parameters parameters, Tensor images, DropoutMasks masks) {
    try (TrainingSession session =
        backend.openTraining(NETWORK, parameters, Adam.standard(false, 0))) {
      return session.forward(images, STEPS, masks);
    }
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3, 16})
  void resultsDoNotDependOnWhatCameBeforeNorOnTheThreads(int threads) {
    Parameters parameters = GaussianParameters.of(NETWORK, 1);
    Tensor image = images(1);
    Tensor batch = images(9);
    Inference one = first(image, parameters);
    Inference many = first(batch, parameters);
    assertThat(one.activity().spikes().get(3)).isPositive();
    try (NetworkSession session = backend(threads).open(NETWORK, parameters)) {
      for (int round = 0; round < 2; round++) {
        for (int call = 0; call < CALLS; call++) {
          assertSame(session.infer(image, STEPS), one);
        }
        assertSame(session.infer(batch, STEPS), many);
      }
    }
  }

  @Test
  void anImageTakesAsManyOperationsAsInABatch() {
    // Few enough spikes that no step of the batch goes through the dense kernels.
    Parameters parameters = GaussianParameters.of(NETWORK, 2);
    float[] pixels = images(1).toFloats();
    float[] twice = Arrays.copyOf(pixels, 2 * pixels.length);
    System.arraycopy(pixels, 0, twice, pixels.length, pixels.length);

    Activity one = first(images(1), parameters).activity();
    Activity two = first(Tensor.of(new int[] {2, 3, 8, 8}, twice), parameters).activity();

    assertThat(one.spikes().get(3)).isPositive();
    assertThat(two.accumulates()).isEqualTo(2 * one.accumulates());
    assertThat(two.multiplies()).isEqualTo(2 * one.multiplies());
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

  @ParameterizedTest(name = "{0} images")
  @ValueSource(ints = {1, 3})
  void aTraceIsThatOfANewSession(int count) {
    Parameters parameters = GaussianParameters.of(NETWORK, 1);
    Tensor images = images(count);
    try (NetworkSession fresh = backend(2).open(NETWORK, parameters);
        NetworkSession session = joined(parameters)) {
      Trace expected = fresh.trace(images, STEPS);
      Trace actual = session.trace(images, STEPS);
      for (int p : NETWORK.spikingPopulations()) {
        assertThat(actual.spikes().get(p).toFloats())
            .isEqualTo(expected.spikes().get(p).toFloats());
      }
    }
  }

  @Test
  void aProbeReadsTheSameWhateverIsInferredMeanwhile() {
    Parameters parameters = GaussianParameters.of(NETWORK, 1);
    Tensor image = images(1);
    PercentileRule rule = PercentileRule.standard();
    try (NetworkSession fresh = backend(2).open(NETWORK, parameters);
        NetworkSession session = joined(parameters)) {
      CurrentProbe expected = fresh.probe(image, STEPS);
      CurrentProbe probe = session.probe(image, STEPS);
      for (int p : NETWORK.spikingPopulations()) {
        for (int call = 0; call < CALLS; call++) {
          session.infer(image, STEPS);
        }
        assertThat(probe.currents(p, rule)).containsExactly(expected.currents(p, rule));
        probe.fire(p, 1);
        expected.fire(p, 1);
      }
    }
  }

  @Test
  void blocksOfLargeDenseSynapsesAloneAreJoinedAfterManySingleImages() {
    NetworkPlan plan = NetworkPlan.of(KernelChoice.of("auto").kernels(), NETWORK, SpikePath.AUTO);
    assertThat(IntStream.range(0, 5).filter(p -> plan.rowByRow(p, 1))).containsExactly(2, 3);
    assertThat(IntStream.range(0, 5).filter(p -> plan.rowByRow(p, 2))).isEmpty();
    JoinedBlocks blocks = blocks(plan, true);

    for (int call = 1; call < JoinedBlocks.CALLS; call++) {
      blocks.expect(1);
    }
    assertThat(blocks.together(2)).isEqualTo(1);
    blocks.expect(1);
    // 16 blocks of 64 outputs, 3 threads.
    assertThat(blocks.together(2)).isEqualTo(6);
    assertThat(blocks.groups(2)).isEqualTo(3);
    assertThat(blocks.count(2, 2)).isEqualTo(4);
    blocks.expect(2);
    assertThat(blocks.together(2)).isEqualTo(1);
  }

  @Test
  void blocksStayApartWhereTheyMayNotBeJoined() {
    NetworkPlan plan = NetworkPlan.of(KernelChoice.of("auto").kernels(), NETWORK, SpikePath.AUTO);
    JoinedBlocks training = blocks(plan, false);
    JoinedBlocks probed = blocks(plan, true);

    for (int call = 0; call < 2 * CALLS; call++) {
      training.expect(1);
      probed.expect(1);
      if (call == CALLS) {
        assertThat(probed.together(3)).isEqualTo(6);
        probed.forbid();
      }
    }
    assertThat(training.together(3)).isEqualTo(1);
    assertThat(probed.together(3)).isEqualTo(1);
  }

  @Test
  void weightsThatAnErrorLeftHalfwayAreNotUsed() {
    NetworkPlan plan = NetworkPlan.of(KernelChoice.of("auto").kernels(), NETWORK, SpikePath.AUTO);
    Workers failing =
        new Workers(
            3,
            10,
            task -> {
              throw new OutOfMemoryError("no thread");
            });
    JoinedBlocks blocks = new JoinedBlocks(plan, zero(plan), failing, true);
    for (int call = 1; call < JoinedBlocks.CALLS; call++) {
      blocks.expect(1);
    }

    assertThatThrownBy(() -> blocks.expect(1)).isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(() -> blocks.expect(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open another session");
    assertThatThrownBy(blocks::split).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLargeShortcutIsNoDenseSynapse() {
    Network network = network(new Synapse.Dense(1, 2, "pooled", false), new Synapse.Identity(2, 1));
    Tensor image = images(1);
    Parameters parameters =
        GaussianParameters.decided(network, image, STEPS, DropoutMasks.none(), 0.6);
    try (NetworkSession reference = new ReferenceBackend().open(network, parameters);
        NetworkSession session = backend(2).open(network, parameters)) {
      assertThat(session.infer(image, STEPS).activity().spikes())
          .isEqualTo(reference.infer(image, STEPS).activity().spikes());
    }
  }

  private static JoinedBlocks blocks(NetworkPlan plan, boolean allowed) {
    return new JoinedBlocks(plan, zero(plan), new Workers(3), allowed);
  }

  private static FloatParameters zero(NetworkPlan plan) {
    return new FloatParameters(plan, new ParameterArrays(plan));
  }

  private static FloatBackend backend(int threads) {
    return new FloatBackend(threads, "auto");
  }

  /** A session that has joined blocks. */
  private static NetworkSession joined(Parameters parameters) {
    NetworkSession session = backend(2).open(NETWORK, parameters);
    for (int call = 0; call < CALLS; call++) {
      session.infer(images(1), STEPS);
    }
    return session;
  }

  private static Inference first(Tensor images, Parameters parameters) {
    try (NetworkSession session = backend(1).open(NETWORK, parameters)) {
      return session.infer(images, STEPS);
    }
  }

  private static void assertSame(Inference actual, Inference expected) {
    assertThat(actual.logits()).isEqualTo(expected.logits());
    assertThat(actual.activity()).isEqualTo(expected.activity());
  }

  private static Tensor images(int count) {
    return NetworkCase.gaussian(new Random(3), 1, count, 3, 8, 8);
  }

  private static Network network(Synapse second, Synapse third) {
    Population input =
        new Population(0, "input", new Shape(3, 8, 8), new Neuron.Input(), List.of(), false);
    Synapse first = new Synapse.Convolution(0, 1, 3, 1, 1, "first", false);
    return new Network(
        List.of(
            input,
            spiking(1, new Shape(64, 8, 8), first),
            spiking(2, Shape.flat(WIDTH), second),
            spiking(3, Shape.flat(WIDTH), third),
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
    return new Population(index, "p" + index, shape, lif, List.of(synapse), index == 2);
  }
}
