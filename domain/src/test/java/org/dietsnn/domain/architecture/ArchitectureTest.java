package org.dietsnn.domain.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.data.Offset;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);

  @ParameterizedTest
  @CsvSource({"VGG5, 108.8", "VGG9, 281.8", "VGG16, 338.4", "ResNet12, 140.2", "ResNet20, 215.7"})
  void needsThePublishedMultiplyAccumulatesForACifarImage(String net, double millions) {
    Network network = Architecture.of(net, CIFAR, 10).build();

    assertThat(network.macs() * 1e-6).isCloseTo(millions, Offset.offset(0.05));
  }

  @Test
  void vgg16NeedsThePublishedMultiplyAccumulatesForAnImageNetImage() {
    Network network = Architecture.of("VGG16", new Shape(3, 224, 224), 1000).build();

    assertThat(network.macs() * 1e-6).isCloseTo(15_470, Offset.offset(1.0));
    ParameterSpec dense =
        network.parameterSpecs().stream()
            .filter(spec -> spec.name().equals("classifier.0.weight"))
            .findFirst()
            .orElseThrow();
    assertThat(dense.shape()).containsExactly(4096, 512 * 7 * 7);
  }

  @Test
  void resNet20HasThePublishedNumberOfParameters() {
    Network network = Architecture.of("ResNet20", CIFAR, 10).build();

    assertThat(network.parameterCount() * 1e-6).isCloseTo(11.25, Offset.offset(0.005));
  }

  @Test
  void aLayerStringGivesConvolutionsPoolingAndDenseLayersInOrder() {
    Network network =
        new Architecture("32 A 64 64 A", List.of(100), 1, CIFAR, 10, 3, false).build();

    assertThat(network.populations())
        .extracting(population -> population.shape().toString())
        .containsExactly("3x32x32", "32x32x32", "64x16x16", "64x16x16", "100", "10");
    assertThat(network.populations())
        .filteredOn(population -> !population.synapses().isEmpty())
        .extracting(population -> population.synapses().get(0).pooling())
        .containsExactly(1, 2, 1, 2, 1);
    assertThat(network.parameterSpecs())
        .extracting(ParameterSpec::name)
        .containsExactly(
            "features.0.weight",
            "features.3.weight",
            "features.6.weight",
            "classifier.0.weight",
            "classifier.3.weight");
  }

  @Test
  void dropoutIsNotAppliedWhereSpikesArePooled() {
    Network network =
        new Architecture("32 A 64 64 A", List.of(100), 1, CIFAR, 10, 3, false).build();

    assertThat(network.populations())
        .extracting(Population::dropout)
        .containsExactly(false, false, true, false, true, false);
  }

  @Test
  void thresholdsAndLeaksAreNumberedAsInTheAuthorsCheckpoints() {
    Network network =
        Architecture.of("ResNet12", CIFAR, 10)
            .build()
            .withHiddenNeurons(population -> Neuron.Lif.standard());

    assertThat(network.parameterSpecs())
        .extracting(ParameterSpec::name)
        .startsWith("pre_process.0.weight", "pre_process.3.weight", "pre_process.6.weight")
        .contains("layer1.0.residual.3.weight", "layer2.0.identity.0.weight")
        .containsSubsequence("threshold.t0", "threshold.t3", "threshold.t6", "threshold.t9")
        .endsWith("leak.l15", "leak.l16");
  }

  @Test
  void aResidualBlockAddsItsInputThroughIdentityOrOneByOneConvolution() {
    Network network = Architecture.of("ResNet12", CIFAR, 10).build();

    assertThat(network.population(5).synapses().get(1)).isEqualTo(new Synapse.Identity(3, 2));
    assertThat(network.population(7).synapses().get(1))
        .isEqualTo(new Synapse.Convolution(5, 1, 1, 2, 0, "layer2.0.identity.0", false));
  }

  @Test
  void widthScalesEveryHiddenPopulation() {
    Network network = new Architecture("VGG5", List.of(64), 0.25, CIFAR, 10, 3, false).build();

    assertThat(network.populations())
        .extracting(population -> population.shape().channels())
        .containsExactly(3, 16, 32, 32, 16, 10);
  }

  @Test
  void biasAddsOneParameterPerOutputChannel() {
    Network without = new Architecture("8 A 16", List.of(), 1, CIFAR, 10, 5, false).build();
    Network with = new Architecture("8 A 16", List.of(), 1, CIFAR, 10, 5, true).build();

    assertThat(with.parameterCount() - without.parameterCount()).isEqualTo(8 + 16 + 10);
  }

  @Test
  void knownNamesAreUnderstoodWhateverTheirCase() {
    assertThat(Architecture.of("vgg5", CIFAR, 10).build())
        .isEqualTo(Architecture.of(" VGG5 ", CIFAR, 10).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"32 B", "VGG8", "0", "32 -4", "resnet", "1234567"})
  void aWordThatIsNoLayerIsNamedTogetherWithWhatIsKnown(String net) {
    Architecture architecture = new Architecture(net, List.of(), 1, CIFAR, 10, 3, false);

    assertThatIllegalArgumentException()
        .isThrownBy(architecture::build)
        .withMessageContaining(net)
        .withMessageContaining("neither a channel count nor A")
        .withMessageContaining("VGG16");
  }

  @Test
  void impossibleLayerStringsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architecture.of("32 A A", CIFAR, 10).build())
        .withMessageContaining("pools twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architecture.of("A", CIFAR, 10).build())
        .withMessageContaining("no convolution");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architecture.of("8 A 8 A", new Shape(1, 3, 3), 10).build())
        .withMessageContaining("cannot pool 1 x 1 neurons with a window of 2 x 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Architecture("ResNet20", List.of(9), 1, CIFAR, 10, 3, false).build())
        .withMessageContaining("no hidden dense layers, found [9]");
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Architecture("8", List.of(), 0, CIFAR, 10, 3, false))
        .withMessageContaining("width factor 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Architecture("8", List.of(), 1, CIFAR, 0, 3, false))
        .withMessageContaining("classes 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Architecture("8", List.of(), 1, CIFAR, 10, 4, false))
        .withMessageContaining("kernel side 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Architecture("8", List.of(0), 1, CIFAR, 10, 3, false))
        .withMessageContaining("0 neurons");
  }
}
