package org.dietsnn.domain.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CifarResNetTest {
  @Test
  void hasTheLayersOfThePaper() {
    Network network = net("CifarResNet20").build();

    // conv1 and nine blocks of two populations between input and output
    assertThat(network.populations()).hasSize(1 + 1 + 18 + 1);
    assertThat(shapes(network, "conv1", "layer1.2.conv2", "layer2.0.conv1", "layer3.2.conv2"))
        .containsExactly("16x32x32", "16x32x32", "32x16x16", "64x8x8");
    assertThat(network.output().synapses())
        .containsExactly(new Synapse.Dense(19, 8, "linear", true));
    assertThat(population(network, "layer1.1.conv2").synapses())
        .containsExactly(
            new Synapse.Convolution(4, 1, 3, 1, 1, "layer1.1.conv2", true),
            new Synapse.Identity(3, 1));
    assertThat(population(network, "layer2.0.conv2").synapses().get(1))
        .isEqualTo(new Synapse.Convolution(7, 1, 1, 2, 0, "layer2.0.shortcut.0", true));
  }

  @ParameterizedTest
  @CsvSource({"20, 3", "32, 5", "44, 7", "56, 9", "110, 18"})
  void countsItsParametersByDepth(int depth, int n) {
    long stage1 = n * 2L * 16 * 16 * 9;
    long stage2 = 32L * 16 * 9 + (2L * n - 1) * 32 * 32 * 9 + 32 * 16;
    long stage3 = 64L * 32 * 9 + (2L * n - 1) * 64 * 64 * 9 + 64 * 32;
    long biases = 16 + n * 2L * (16 + 32 + 64) + 32 + 64 + 10;

    assertThat(net("CifarResNet" + depth).build().parameterCount())
        .isEqualTo(16 * 27 + stage1 + stage2 + stage3 + 640 + biases);
  }

  @Test
  void theShortcutsOfChangingShapeCostLessThanOneInAHundredOperations() {
    Network network = net("CifarResNet20").build();
    long shortcuts = 16L * 32 * 256 + 32L * 64 * 64;

    // 40.55 million is what the paper's option A needs.
    assertThat(network.macs() - shortcuts).isEqualTo(40_551_040);
    assertThat((double) shortcuts / network.macs()).isLessThan(0.01);
  }

  @Test
  void refusesADepthThatThereIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net("CifarResNet21").build())
        .withMessageContaining("6n + 2 layers")
        .withMessageContaining("found 21");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Architecture("cifarresnet20", List.of(5), 1, new Shape(3, 32, 32), 10, 3, true)
                    .build())
        .withMessageContaining("no hidden dense layers");
  }

  private static Architecture net(String name) {
    return new Architecture(name, List.of(), 1, new Shape(3, 32, 32), 10, 3, true);
  }

  private static List<String> shapes(Network network, String... names) {
    return List.of(names).stream().map(n -> population(network, n).shape().toString()).toList();
  }

  private static Population population(Network network, String name) {
    return network.populations().stream().filter(p -> p.name().equals(name)).findFirst().get();
  }
}
