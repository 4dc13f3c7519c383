package org.dietsnn.cpu.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Gradients against central differences of the loss. */
class FiniteDifferenceTest {
  private static final double STEP = 1e-6;
  private static final int[] LABELS = {2, 0};

  @Test
  void gradientsOfARectifyingNetworkEqualDifferencesInEveryParameter() {
    Network network = SmallNetworks.everything(new Neuron.Relu());
    Parameters parameters = SmallNetworks.random(network, new Random(5));

    requireDifferences(network, parameters, 1, DropoutMasks.none(), parameters.values().keySet());
  }

  @Test
  void gradientsUnderDropoutEqualDifferencesUnderTheSameMasks() {
    Network network = SmallNetworks.everything(new Neuron.Relu());
    Parameters parameters = SmallNetworks.random(network, new Random(6));

    requireDifferences(network, parameters, 1, masks(network), parameters.values().keySet());
  }

  @Test
  void outputWeightsOfASpikingNetworkAreDifferentiableInTheOrdinarySense() {
    Network network = SmallNetworks.everything(Neuron.Lif.standard());
    Parameters parameters = SmallNetworks.random(network, new Random(7));

    requireDifferences(
        network, parameters, 5, masks(network), Set.of("out.weight", "out.bias", "wide.weight"));
  }

  private static void requireDifferences(
      Network network,
      Parameters parameters,
      int timeSteps,
      DropoutMasks masks,
      Iterable<String> names) {
    Tensor images = SmallNetworks.images(network, LABELS.length, new Random(1));
    Parameters gradients = gradients(network, parameters, images, timeSteps, masks);
    int nonZero = 0;
    for (String name : names) {
      for (int i = 0; i < parameters.get(name).size(); i++) {
        double above =
            loss(network, moved(parameters, name, i, STEP), images, timeSteps, masks).value();
        double below =
            loss(network, moved(parameters, name, i, -STEP), images, timeSteps, masks).value();
        double gradient = gradients.get(name).at(i);
        assertThat(gradient)
            .as("dL/d %s[%d]", name, i)
            .isCloseTo((above - below) / (2 * STEP), Offset.offset(1e-8));
        nonZero += gradient == 0 ? 0 : 1;
      }
    }
    assertThat(nonZero).as("gradients that are not zero").isGreaterThan(10);
  }

  private static Parameters moved(Parameters parameters, String name, int i, double by) {
    double[] values = parameters.get(name).toDoubles();
    values[i] += by;
    return parameters.with(name, Tensor.of(parameters.get(name).shape(), values));
  }

  private static CrossEntropy loss(
      Network network, Parameters parameters, Tensor images, int timeSteps, DropoutMasks masks) {
    try (TrainingSession session = open(network, parameters)) {
      return CrossEntropy.of(session.forward(images, timeSteps, masks).logits(), LABELS);
    }
  }

  private static Parameters gradients(
      Network network, Parameters parameters, Tensor images, int timeSteps, DropoutMasks masks) {
    try (TrainingSession session = open(network, parameters)) {
      CrossEntropy loss =
          CrossEntropy.of(session.forward(images, timeSteps, masks).logits(), LABELS);
      session.backward(loss.gradient());
      return session.gradients();
    }
  }

  private static TrainingSession open(Network network, Parameters parameters) {
    return new ReferenceBackend().openTraining(network, parameters, new SgdMomentum(0, 0, false));
  }

  /** Random masks on every hidden population. */
  private static DropoutMasks masks(Network network) {
    Random random = new Random(3);
    Map<Integer, long[]> kept = new HashMap<>();
    for (int p = 1; p < network.populations().size() - 1; p++) {
      int bits = LABELS.length * network.population(p).shape().neurons();
      kept.put(p, random.longs((bits + 63) / 64).map(word -> word | random.nextLong()).toArray());
    }
    return new DropoutMasks(4.0 / 3, kept);
  }
}
