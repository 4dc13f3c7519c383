package org.dietsnn.cpu.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ReferenceSessionTest {
  private final Network network = SmallNetworks.everything(Neuron.Lif.standard());
  private final Parameters parameters = SmallNetworks.random(network, new Random(11));
  private final Tensor images = SmallNetworks.images(network, 3, new Random(12));

  @Test
  void aTraceAgreesWithAnInferenceAndItsCounts() {
    try (NetworkSession session = open()) {
      Trace trace = session.trace(images, 4);
      Inference inference = session.infer(images, 4);

      double[] steps = trace.logits().toDoubles();
      for (int i = 0; i < inference.logits().length; i++) {
        assertThat(steps[steps.length - inference.logits().length + i])
            .isEqualTo(inference.logits()[i]);
      }
      for (int p : network.spikingPopulations()) {
        double sum = Arrays.stream(trace.spikes().get(p).toDoubles()).sum();
        assertThat(inference.activity().spikes().get(p)).isEqualTo((long) sum).isPositive();
      }
      assertThat(inference.activity().images()).isEqualTo(3);
      assertThat(inference.activity().spikes().get(0)).isZero();
      assertThat(inference.activity().spikes().get(4)).isZero();
    }
  }

  @Test
  void poolingReadsOnlyTheSpikesInsideItsWindows() {
    try (NetworkSession session = open()) {
      Trace trace = session.trace(images, 4);
      Inference inference = session.infer(images, 4);

      // Population 1 is 3 x 7 x 5 and pooled by 2: the last row and the last column are not read.
      double[] spikes = trace.spikes().get(1).toDoubles();
      long read = 0;
      for (int i = 0; i < spikes.length; i++) {
        read += i % 5 < 4 && i / 5 % 7 < 6 ? (long) spikes[i] : 0;
      }
      assertThat(inference.activity().arriving().get(2)).containsExactly(read, read, 0L);
      assertThat(read).isLessThan(inference.activity().spikes().get(1));
    }
  }

  @Test
  void theLayerThatReadsTheImageIsExecutedOnceAndTheOthersAtEveryStep() {
    Network chain = SmallNetworks.chain(1, Neuron.Lif.standard());
    try (NetworkSession session =
        new ReferenceBackend().open(chain, SmallNetworks.random(chain, new Random(1)))) {
      Inference inference = session.infer(SmallNetworks.images(chain, 2, new Random(2)), 5);

      // 1 product for the hidden neuron once, 2 for the output at each of 5 steps, 2 images.
      assertThat(inference.activity().multiplies()).isEqualTo(2 * (1 + 5 * 2));
      assertThat(inference.activity().accumulates()).isEqualTo(2 * (1 + 5 * 2));
    }
  }

  @Test
  void dropoutSilencesAndScalesAfterTheSpikesAreCounted() {
    Network chain = SmallNetworks.chain(1, Neuron.Lif.standard());
    Parameters strong =
        new Parameters(
            Map.of(
                "dense1.weight", Tensor.of(new int[] {1, 1}, new float[] {2}),
                "out.weight", Tensor.of(new int[] {2, 1}, new float[] {1, 10}),
                "threshold.t1", Tensor.scalar(1, Precision.FLOAT32),
                "leak.l1", Tensor.scalar(1, Precision.FLOAT32)));
    Tensor two = Tensor.of(new int[] {2, 1, 1, 1}, new float[] {1, 1});
    try (TrainingSession session = training(chain, strong)) {
      Inference inference =
          session.forward(two, 1, new DropoutMasks(1.25, Map.of(1, new long[] {0b10})));

      assertThat(inference.logits()).containsExactly(0, 0, 1.25, 12.5);
      assertThat(inference.activity().spikes().get(1)).isEqualTo(2);
      assertThat(inference.activity().arriving().get(2)).containsExactly(1L);
    }
  }

  @Test
  void aProbeSeesTheCurrentsThatTheSpikesBeforeItBring() {
    try (NetworkSession session = open();
        CurrentProbe probe = session.probe(images, 2)) {
      double[] stem = probe.currents(1, new PercentileRule(100));
      assertThat(stem).hasSize(2);
      // The image does not change from step to step.
      assertThat(stem[0]).isEqualTo(stem[1]);
      probe.fire(1, parameters.scalar("threshold.t0"));
      double[] second = probe.currents(2, new PercentileRule(100));

      Trace trace = session.trace(images, 2);
      // At step 0 the potential is the current; where there is no spike, it is the membrane.
      double greatest = Double.NEGATIVE_INFINITY;
      double theta = parameters.scalar("threshold.t1");
      for (int i = 0; i < trace.membranes().get(2).size() / 2; i++) {
        double u = trace.membranes().get(2).at(i) + theta * trace.spikes().get(2).at(i);
        greatest = Math.max(greatest, u);
      }
      assertThat(second[0]).isCloseTo(greatest, Offset.offset(1e-12));
    }
  }

  @Test
  void aProbeKeepsItsOrder() {
    try (NetworkSession session = open()) {
      CurrentProbe probe = session.probe(images, 2);

      assertThatIllegalStateException()
          .isThrownBy(() -> probe.currents(2, PercentileRule.standard()))
          .withMessageContaining("number 2")
          .withMessageContaining("number 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> probe.fire(0, 1))
          .withMessageContaining("0 does not fire");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> probe.fire(1, 0))
          .withMessageContaining("> 0, found 0.0");
      probe.fire(1, 1);
      probe.fire(2, 1);
      probe.fire(3, 1);
      assertThatIllegalStateException()
          .isThrownBy(() -> probe.fire(3, 1))
          .withMessageContaining("all 3");
      probe.close();
      assertThatIllegalStateException().isThrownBy(() -> probe.fire(1, 1));
    }
  }

  @Test
  void stateRestoredFromACheckpointGoesOnAsIfNothingHadHappened() {
    int[] labels = {0, 1, 2};
    Parameters saved;
    Parameters savedState;
    Parameters expected;
    try (TrainingSession session = training(network, parameters)) {
      step(session, labels, 1);
      saved = session.parameters();
      savedState = session.optimiserState();
      step(session, labels, 2);
      expected = session.parameters();
    }
    try (TrainingSession session = training(network, parameters)) {
      session.restore(saved, savedState);
      step(session, labels, 2);

      assertThat(session.parameters()).isEqualTo(expected).isNotEqualTo(saved);
    }
    assertThat(savedState.values().keySet())
        .startsWith(
            "exp_avg/first.weight",
            "exp_avg_sq/first.weight",
            "max_exp_avg_sq/first.weight",
            "exp_avg/first.bias")
        .hasSize(3 * network.parameterSpecs().size());
  }

  @Test
  void stateThatDoesNotFitTheOptimiserIsRefused() {
    try (TrainingSession session = training(network, parameters)) {
      Parameters state = session.optimiserState();

      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  session.restore(
                      parameters, state.with("step/x", Tensor.scalar(1, Precision.FLOAT64))))
          .withMessageContaining("step/x")
          .withMessageContaining("exp_avg_sq");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.restore(parameters, new Parameters(Map.of())))
          .withMessageContaining("exp_avg/first.weight of shape [3, 2, 3, 3] is missing");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  session.restore(
                      parameters,
                      state.with("exp_avg/leak.l0", Tensor.of(new int[] {2}, new double[2]))))
          .withMessageContaining("must have shape [1], found [2]");
    }
  }

  @Test
  void imagesAndStepCountsThatDoNotFitAreRefusedWithBothNumbers() {
    try (NetworkSession session = open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.infer(Tensor.of(new int[] {1, 1, 7, 5}, new float[35]), 1))
          .withMessageContaining("[n >= 1, 2, 7, 5], found [1, 1, 7, 5]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.infer(Tensor.of(new int[] {0, 2, 7, 5}, new float[0]), 1))
          .withMessageContaining("found [0, 2, 7, 5]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.trace(images, 0))
          .withMessageContaining("T = 0, must be >= 1");
    }
    Network ann = SmallNetworks.everything(new Neuron.Relu());
    try (NetworkSession session =
        new ReferenceBackend().open(ann, SmallNetworks.random(ann, new Random(1)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.infer(images, 2))
          .withMessageContaining("T = 2, must be 1");
    }
  }

  @Test
  void callsInTheWrongOrderAreRefused() {
    TrainingSession session = training(network, parameters);
    double[] gradient = new double[9];
    assertThatIllegalStateException().isThrownBy(() -> session.backward(gradient));
    assertThatIllegalStateException().isThrownBy(session::gradients);
    assertThatIllegalStateException().isThrownBy(() -> session.update(new UpdateStep(1, 1)));

    session.forward(images, 2, DropoutMasks.none());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.backward(new double[8]))
        .withMessageContaining("3 x 3 = 9 values, found 8");
    session.infer(images, 1);
    session.backward(gradient);
    assertThatIllegalStateException().isThrownBy(() -> session.backward(gradient));

    session.forward(images, 2, DropoutMasks.none());
    session.update(new UpdateStep(1, 1));
    assertThatIllegalStateException().isThrownBy(() -> session.backward(gradient));

    session.close();
    session.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> session.infer(images, 1))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(session::parameters);
  }

  @Test
  void dropoutMasksThatDoNotFitAreRefused() {
    try (TrainingSession session = training(network, parameters)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.forward(images, 1, new DropoutMasks(2, Map.of(1, new long[4]))))
          .withMessageContaining("needs 5 words for 3 images, found 4");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.forward(images, 1, new DropoutMasks(2, Map.of(4, new long[1]))))
          .withMessageContaining("number 4")
          .withMessageContaining("1 to 3");
    }
  }

  @Test
  void parametersOfEitherPrecisionAreTakenAndFloat64IsReturned() {
    try (NetworkSession session =
        new ReferenceBackend().open(network, parameters.as(Precision.FLOAT32))) {
      assertThat(session.parameters().values().values())
          .extracting(Tensor::precision)
          .containsOnly(Precision.FLOAT64);
      assertThat(session.parameters())
          .isEqualTo(parameters.as(Precision.FLOAT32).as(Precision.FLOAT64));
    }
    assertThat(new ReferenceBackend().precision()).isEqualTo(Precision.FLOAT64);
  }

  private void step(TrainingSession session, int[] labels, int number) {
    Inference inference = session.forward(images, 3, DropoutMasks.none());
    session.backward(CrossEntropy.of(inference.logits(), labels).gradient());
    session.update(new UpdateStep(number, 0.01));
  }

  private NetworkSession open() {
    return new ReferenceBackend().open(network, parameters);
  }

  private static TrainingSession training(Network network, Parameters parameters) {
    return new ReferenceBackend().openTraining(network, parameters, Adam.standard(true, 5e-4));
  }
}
