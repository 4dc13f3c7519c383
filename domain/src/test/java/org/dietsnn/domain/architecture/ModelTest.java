package org.dietsnn.domain.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;

class ModelTest {
  private final Architecture architecture =
      new Architecture("4 A 6", List.of(), 1, new Shape(1, 8, 8), 2, 3, false);
  private final Model ann = model(new Neuron.Relu(), 1, List.of("cat", "dog"));

  @Test
  void theSpikingModelIsTheSameArchitectureWithOtherNeurons() {
    Model snn = ann.with(Neuron.Lif.standard(), 5);

    assertThat(ann.spiking()).isFalse();
    assertThat(snn.spiking()).isTrue();
    assertThat(snn.network().spikingPopulations()).containsExactly(1, 2);
    assertThat(snn.network().macs()).isEqualTo(ann.network().macs());
  }

  @Test
  void stepsAndClassNamesMustFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(new Neuron.Relu(), 2, List.of("cat", "dog")))
        .withMessageContaining("T = 1, found T = 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(Neuron.Lif.standard(), 0, List.of("cat", "dog")))
        .withMessageContaining("T = 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(new Neuron.Relu(), 1, List.of("cat")))
        .withMessageContaining("1 class names for 2 classes");
  }

  @Test
  void theNormalisationMustFitTheChannels() {
    Normalisation three = new Normalisation(List.of(0.5, 0.5, 0.5), List.of(1.0, 1.0, 1.0));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Model(architecture, new Neuron.Relu(), 1, three, List.of("cat", "dog")))
        .withMessage("normalisation of 3 channels for images of 1");
  }

  private Model model(Neuron hidden, int timeSteps, List<String> classNames) {
    return new Model(
        architecture, hidden, timeSteps, new Normalisation(List.of(0.5), List.of(0.5)), classNames);
  }
}
