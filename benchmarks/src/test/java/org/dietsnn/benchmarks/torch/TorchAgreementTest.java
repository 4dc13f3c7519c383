package org.dietsnn.benchmarks.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What libtorch computes is what the reference engine computes. */
class TorchAgreementTest {
  private static final double TOLERANCE = 2e-4;
  private static final Torch TORCH = Torch.start(2);

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("convolutions, odd side", TinyCase.spiking("5 A 6 7", List.of(), 1, 7, 4)),
        Arguments.of(
            "pooled into dense layers", TinyCase.spiking("8 A 6 A", List.of(12, 9), 1, 8, 5)),
        Arguments.of("one step", TinyCase.spiking("8 A 6", List.of(12), 1, 8, 1)),
        Arguments.of("residual blocks", TinyCase.spiking("ResNet12", List.of(), 0.08, 16, 3)),
        Arguments.of("ANN", TinyCase.rectifying("8 A 6 A", List.of(12), 1, 8)),
        Arguments.of("residual ANN", TinyCase.rectifying("ResNet12", List.of(), 0.08, 16)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void inferenceGivesTheLogitsOfTheReference(String name, TinyCase tiny) {
    TorchInference inference =
        new TorchInference(TORCH, tiny.network(), tiny.parameters(), tiny.images(), tiny.steps());

    for (int repetition = 0; repetition < 2; repetition++) {
      requireClose("logits", inference.logits(), tiny.expected().logits());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void trainingGivesLogitsAndGradientsOfTheReference(String name, TinyCase tiny) {
    TorchTraining training = training(tiny);
    TinyCase.Expected expected = tiny.expected();

    requireClose("logits", training.step(0), expected.logits());
    for (int repetition = 0; repetition < 2; repetition++) {
      Map<String, float[]> gradients = training.gradients();
      for (ParameterSpec spec : tiny.network().parameterSpecs()) {
        requireClose(
            spec.name(),
            gradients.get(spec.name()),
            expected.gradients().get(spec.name()).toDoubles());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void anUpdateChangesParametersAsTheReferenceDoes(String name, TinyCase tiny) {
    TorchTraining training = training(tiny);

    training.step(TinyCase.LEARNING_RATE);

    Map<String, float[]> updated = training.parameters();
    for (ParameterSpec spec : tiny.network().parameterSpecs()) {
      double[] expected = tiny.expected().updated().get(spec.name()).toDoubles();
      double[] gradient = tiny.expected().gradients().get(spec.name()).toDoubles();
      for (int i = 0; i < expected.length; i++) {
        // Adam divides a gradient by its own size: where it is rounding alone, so is its sign.
        if (Math.abs(gradient[i]) > 1e-6) {
          assertThat((double) updated.get(spec.name())[i])
              .as("%s[%d]", spec.name(), i)
              .isCloseTo(expected[i], within(2e-2 * TinyCase.LEARNING_RATE));
        }
      }
    }
  }

  @Test
  void spikesAreThoseOfTheReferenceLayerByLayer() {
    TinyCase tiny = TinyCase.spiking("ResNet12", List.of(), 0.08, 16, 3);
    TorchInference inference =
        new TorchInference(TORCH, tiny.network(), tiny.parameters(), tiny.images(), tiny.steps());

    try (NetworkSession session = new ReferenceBackend().open(tiny.network(), tiny.parameters())) {
      Trace trace = session.trace(tiny.images(), tiny.steps());
      Map<Integer, float[]> own = inference.spikes();
      for (int p : tiny.network().spikingPopulations()) {
        Tensor expected = trace.spikes().get(p);
        assertThat(inference.spikes(p, trace.spikes())).isEqualTo(expected.toFloats());
        assertThat(own.get(p)).isEqualTo(expected.toFloats());
      }
    }
  }

  @Test
  void anotherResetIsRefused() {
    TinyCase tiny = TinyCase.spiking("5 A", List.of(), 1, 8, 2);
    Network hard =
        tiny.network()
            .withHiddenNeurons(population -> new Neuron.Lif(Reset.HARD, Surrogate.standard()));

    assertThatThrownBy(() -> new TorchInference(TORCH, hard, tiny.parameters(), tiny.images(), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("soft reset");
  }

  private static TorchTraining training(TinyCase tiny) {
    return new TorchTraining(
        TORCH, tiny.network(), tiny.parameters(), tiny.images(), tiny.labels(), tiny.steps());
  }

  /** Relative to the greatest value: single elements cancel. */
  private static void requireClose(String what, float[] found, double[] expected) {
    assertThat(found).as(what).hasSameSizeAs(expected);
    double greatest = 0;
    for (double value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i])
          .as("%s[%d]", what, i)
          .isCloseTo(expected[i], within(TOLERANCE * greatest + 1e-7));
    }
  }
}
