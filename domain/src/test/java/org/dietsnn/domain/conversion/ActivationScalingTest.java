package org.dietsnn.domain.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ActivationScalingTest {
  private final Network network =
      new Architecture("CifarResNet8", List.of(), 0.25, new Shape(3, 8, 8), 10, 3, true).build();

  @Test
  void populationsJoinedByIdentitiesShareTheGreatestScale() {
    // given conv1, then three blocks of two populations; only the first block has an identity
    double[] wanted = {9, 2, 3, 5, 7, 11, 13, 17, 9};

    // then conv1 and the sum of the first block share 5; all others have their own
    assertThat(ActivationScaling.joined(network, wanted))
        .containsExactly(1, 5, 3, 5, 7, 11, 13, 17, 1);
  }

  @Test
  void factorsMoveFromLayerToLayer() {
    double[] scales = {1, 4, 2, 4, 8, 16, 2, 32, 1};
    Parameters before =
        Initialisation.HE_FAN_IN
            .draw(network, new SplittableRandom(1))
            .as(Precision.FLOAT64)
            .map(
                tensor ->
                    tensor.shape().length == 1
                        ? Tensor.of(tensor.shape(), filled(tensor.size(), 3))
                        : tensor);

    Parameters after = ActivationScaling.applied(network, before, scales);

    assertThat(ratio(before, after, "conv1.weight")).isEqualTo(1.0 / 4);
    assertThat(ratio(before, after, "conv1.bias")).isEqualTo(1.0 / 4);
    assertThat(ratio(before, after, "layer1.0.conv1.weight")).isEqualTo(4.0 / 2);
    assertThat(ratio(before, after, "layer1.0.conv2.weight")).isEqualTo(2.0 / 4);
    assertThat(ratio(before, after, "layer2.0.shortcut.0.weight")).isEqualTo(4.0 / 16);
    assertThat(ratio(before, after, "layer2.0.shortcut.0.bias")).isEqualTo(1.0 / 16);
    assertThat(ratio(before, after, "layer2.0.conv2.weight")).isEqualTo(8.0 / 16);
    assertThat(ratio(before, after, "linear.weight")).isEqualTo(32.0);
    assertThat(ratio(before, after, "linear.bias")).isEqualTo(1.0);
  }

  private static double ratio(Parameters before, Parameters after, String name) {
    return after.get(name).at(0) / before.get(name).at(0);
  }

  private static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }
}
