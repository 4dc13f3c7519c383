package org.dietsnn.domain.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.data.Offset;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;

class EnergyModelTest {
  /** 1 x 4 x 4 image, convolution to 2 x 4 x 4, pooled, dense to 5. */
  private final Network network =
      new Network(
          List.of(
              new Population(-1, "input", new Shape(1, 4, 4), new Neuron.Input(), List.of(), false),
              new Population(
                  0,
                  "hidden",
                  new Shape(2, 4, 4),
                  Neuron.Lif.standard(),
                  List.of(new Synapse.Convolution(0, 1, 3, 1, 1, "a", false)),
                  false),
              new Population(
                  1,
                  "output",
                  Shape.flat(5),
                  new Neuron.Accumulator(),
                  List.of(new Synapse.Dense(1, 2, "b", false)),
                  false)));

  /** Three images, four steps, 96 spikes: one per neuron and image. */
  private final Activity activity =
      new Activity(
          3, 4, List.of(0L, 96L, 0L), List.of(List.of(), List.of(0L), List.of(48L)), 10, 20);

  @Test
  void vgg16AsAnAnnTakesThePublishedEnergyOnACifarImage() {
    Network vgg16 = Architecture.of("VGG16", new Shape(3, 32, 32), 10).build();

    assertThat(EnergyModel.cmos45().annMillijoules(vgg16)).isCloseTo(1.557, Offset.offset(5e-4));
  }

  @Test
  void theFirstLayerCostsMultiplyAccumulatesAndTheOthersAnAdditionPerArrivingSpike() {
    EnergyEstimate estimate = EnergyModel.cmos45().estimate(network, activity);

    // OP: 9 * 32 = 288 and 8 * 5 = 40; half a spike arrives per presynaptic neuron.
    double first = 4.6 * 288 * 1e-9;
    double second = 0.9 * 0.5 * 40 * 1e-9;
    assertThat(estimate.annMillijoules()).isCloseTo(4.6 * 328 * 1e-9, Offset.offset(1e-18));
    assertThat(estimate.snnMillijoules()).isCloseTo(first + second, Offset.offset(1e-18));
    assertThat(estimate.snnMillijoulesEveryStep())
        .isCloseTo(4 * first + second, Offset.offset(1e-18));
    assertThat(estimate.advantage()).isCloseTo(4.6 * 328 / (4.6 * 288 + 18), Offset.offset(1e-12));
    assertThat(estimate.synapses())
        .extracting(SynapseEnergy::operations)
        .containsExactly(288L, 40L);
    assertThat(estimate.synapses())
        .extracting(SynapseEnergy::spikesPerNeuron)
        .containsExactly(0.0, 0.5);
  }

  @Test
  void ratesCountPerNeuronImageAndStep() {
    assertThat(activity.spikesPerNeuron(network, 1)).isEqualTo(1);
    assertThat(activity.spikeRate(network, 1)).isEqualTo(0.25);
    assertThat(activity.meanSpikesPerNeuron(network)).isEqualTo(1);
    assertThat(activity.arrivingPerNeuron(network, 2, 0)).isEqualTo(0.5);
  }

  @Test
  void activitiesAddUpOverImages() {
    Activity sum = activity.plus(activity);

    assertThat(sum.images()).isEqualTo(6);
    assertThat(sum.spikes()).containsExactly(0L, 192L, 0L);
    assertThat(sum.arriving()).containsExactly(List.of(), List.of(0L), List.of(96L));
    assertThat(sum.multiplies()).isEqualTo(20);
    assertThat(sum.accumulates()).isEqualTo(40);
    assertThat(sum.spikesPerNeuron(network, 1)).isEqualTo(1);
    Activity longer = new Activity(3, 5, activity.spikes(), activity.arriving(), 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> activity.plus(longer))
        .withMessageContaining("4 and 5");
  }

  @Test
  void costsMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnergyModel(4.6, 0))
        .withMessageContaining("accumulate 0.0");
  }
}
