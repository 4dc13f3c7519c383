package org.dietsnn.domain.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Population INPUT =
      new Population(-1, "input", new Shape(2, 5, 4), new Neuron.Input(), List.of(), false);

  @Test
  void macsAreCountedOverAllSynapses() {
    Network network =
        new Network(
            List.of(
                INPUT,
                hidden(new Shape(3, 5, 4), new Synapse.Convolution(0, 1, 3, 1, 1, "a", false)),
                output(7, new Synapse.Dense(1, 2, "b", true))));

    // 3 * 3 * 2 * (3 * 5 * 4) and (3 * 2 * 2) * 7
    assertThat(network.macs()).isEqualTo(18 * 60 + 12 * 7);
    assertThat(network.inputMacs()).isEqualTo(18 * 60);
    assertThat(network.macs(network.output())).isEqualTo(12 * 7);
    assertThat(network.parameterCount()).isEqualTo(3 * 2 * 9 + 12 * 7 + 7);
  }

  @Test
  void spikingNeuronsAddAThresholdAndALeakPerPopulationAfterTheWeights() {
    Network network =
        new Network(
                List.of(
                    INPUT,
                    hidden(Shape.flat(3), new Synapse.Dense(0, 1, "a", false)),
                    output(7, new Synapse.Dense(1, 1, "b", false))))
            .withHiddenNeurons(population -> Neuron.Lif.standard());

    assertThat(network.parameterSpecs())
        .extracting(ParameterSpec::name)
        .containsExactly("a.weight", "b.weight", "threshold.t4", "leak.l4");
    assertThat(network.spikingPopulations()).containsExactly(1);
    assertThat(network.spiking()).isTrue();
  }

  @Test
  void aShapeThatTheSynapseDoesNotBringIsRefusedWithBothShapes() {
    Population wrong =
        hidden(new Shape(3, 5, 4), new Synapse.Convolution(0, 1, 3, 2, 1, "a", false));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(List.of(INPUT, wrong, output(7, dense(1)))))
        .withMessageContaining("has shape 3x5x4, but its synapse from input brings 3x3x2");
  }

  @Test
  void aSynapseMustReadAnEarlierPopulation() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Network(List.of(INPUT, hidden(Shape.flat(3), dense(1)), output(7, dense(1)))))
        .withMessageContaining("reads population number 1, which is not before it");
  }

  @Test
  void inputAndOutputMustBeAtTheEnds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(List.of(INPUT, hidden(Shape.flat(3), dense(0)))))
        .withMessageContaining("number 2 of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(List.of(INPUT)))
        .withMessageContaining("found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(List.of(INPUT, output(7))))
        .withMessageContaining("0 synapses");
  }

  @Test
  void twoParametersMustNotShareAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Network(List.of(INPUT, hidden(Shape.flat(3), dense(0)), output(7, dense(1)))))
        .withMessageContaining("two parameters are named same.weight");
  }

  @Test
  void poolingDropsWhatIsLeftOverAndRefusesWhatIsTooSmall() {
    assertThat(new Shape(3, 7, 5).pooled(2)).isEqualTo(new Shape(3, 3, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shape(3, 7, 1).pooled(2))
        .withMessageContaining("cannot pool 7 x 1 neurons with a window of 2 x 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shape(0, 7, 1))
        .withMessageContaining("0 x 7 x 1");
  }

  @Test
  void aKernelLargerThanItsPaddedInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Synapse.Convolution(0, 1, 7, 1, 0, "big", false)
                    .currentShape(new Shape(1, 5, 9), Shape.flat(1)))
        .withMessageContaining("kernel 7 is larger than its padded input of 1x5x9");
  }

  private static Synapse dense(int source) {
    return new Synapse.Dense(source, 1, "same", false);
  }

  private static Population hidden(Shape shape, Synapse synapse) {
    return new Population(4, "hidden", shape, new Neuron.Relu(), List.of(synapse), true);
  }

  private static Population output(int classes, Synapse... synapses) {
    return new Population(
        9, "output", Shape.flat(classes), new Neuron.Accumulator(), List.of(synapses), false);
  }
}
