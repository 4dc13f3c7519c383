package org.dietsnn.cpu.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients through time of two neurons in a row, against the printed membrane equations
 * differentiated forward in time with dual numbers.
 */
class SpikingGradientTest {
  private static final double[] LOGIT_GRADIENT = {0.7, -0.3};

  static Stream<Arguments> neurons() {
    return Arrays.stream(Reset.values())
        .flatMap(
            reset ->
                Stream.of(
                        new Surrogate.Linear(0.3),
                        new Surrogate.Exponential(0.4, 1.5),
                        new Surrogate.FastSigmoid(2),
                        new Surrogate.ArcTan(2),
                        new Surrogate.Rectangular(1.2))
                    .map(surrogate -> Arguments.of(reset, surrogate)));
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void equalThoseOfTheEquationsDifferentiatedForwardInTime(Reset reset, Surrogate surrogate) {
    Network network = SmallNetworks.chain(2, new Neuron.Lif(reset, surrogate));
    int spikes = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Map<String, double[]> values = new LinkedHashMap<>();
      values.put("dense1.weight", new double[] {0.4 + random.nextDouble()});
      values.put("dense2.weight", new double[] {0.4 + random.nextDouble()});
      values.put("out.weight", new double[] {random.nextGaussian(), random.nextGaussian()});
      values.put("threshold.t1", new double[] {0.7 + random.nextDouble() / 2});
      values.put("threshold.t2", new double[] {0.7 + random.nextDouble() / 2});
      values.put("leak.l1", new double[] {0.6 + 0.4 * random.nextDouble()});
      values.put("leak.l2", new double[] {0.6 + 0.4 * random.nextDouble()});
      double pixel = 0.3 + random.nextDouble();

      Parameters gradients = backPropagated(network, values, pixel);

      for (Map.Entry<String, double[]> parameter : values.entrySet()) {
        for (int i = 0; i < parameter.getValue().length; i++) {
          Dual loss = forwardInTime(reset, surrogate, values, pixel, parameter.getKey(), i);
          assertThat(gradients.get(parameter.getKey()).at(i))
              .as("dL/d %s[%d], seed %d", parameter.getKey(), i, seed)
              .isCloseTo(loss.slope(), Offset.offset(1e-12 * Math.max(1, Math.abs(loss.slope()))));
          spikes += loss.value() == 0 ? 0 : 1;
        }
      }
    }
    assertThat(spikes).as("cases in which the second neuron fires").isGreaterThan(50);
  }

  private static Parameters backPropagated(
      Network network, Map<String, double[]> values, double pixel) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          int[] shape = name.endsWith("weight") ? new int[] {value.length, 1} : new int[] {1};
          tensors.put(name, Tensor.of(shape, value));
        });
    try (TrainingSession session =
        new ReferenceBackend()
            .openTraining(network, new Parameters(tensors), new SgdMomentum(0, 0, false))) {
      session.forward(
          Tensor.of(new int[] {1, 1, 1, 1}, new double[] {pixel}), 7, DropoutMasks.none());
      session.backward(LOGIT_GRADIENT);
      return session.gradients();
    }
  }

  /** sum_c gradient_c logit_c and its derivative with respect to one parameter. */
  private static Dual forwardInTime(
      Reset reset,
      Surrogate surrogate,
      Map<String, double[]> values,
      double pixel,
      String parameter,
      int element) {
    Map<String, Dual[]> duals = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Dual[] numbers = new Dual[value.length];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new Dual(value[i], name.equals(parameter) && i == element ? 1 : 0);
          }
          duals.put(name, numbers);
        });
    Dual zero = Dual.constant(0);
    Dual one = Dual.constant(1);
    Dual[] potential = {zero, zero};
    Dual[] spike = {zero, zero};
    Dual loss = zero;
    for (int t = 0; t < 7; t++) {
      Dual arriving = Dual.constant(pixel);
      for (int layer = 0; layer < 2; layer++) {
        Dual theta = duals.get("threshold.t" + (layer + 1))[0];
        Dual lambda = duals.get("leak.l" + (layer + 1))[0];
        Dual current = duals.get("dense" + (layer + 1) + ".weight")[0].times(arriving);
        Dual before = potential[layer];
        Dual fired = spike[layer].detached();
        potential[layer] =
            switch (reset) {
              case SOFT -> lambda.times(before.minus(theta.times(fired))).plus(current);
              case SOFT_UNLEAKED -> lambda.times(before).plus(current).minus(theta.times(fired));
              case HARD -> lambda.times(before).times(one.minus(fired)).plus(current);
            };
        spike[layer] = potential[layer].over(theta).minus(one).spike(surrogate);
        arriving = spike[layer];
      }
      for (int c = 0; c < 2; c++) {
        loss =
            loss.plus(
                Dual.constant(LOGIT_GRADIENT[c]).times(duals.get("out.weight")[c]).times(arriving));
      }
    }
    return loss;
  }
}
