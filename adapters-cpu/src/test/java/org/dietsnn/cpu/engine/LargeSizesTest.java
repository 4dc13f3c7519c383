package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dietsnn.cpu.kernel.EventConvolution;
import org.dietsnn.cpu.kernel.EventList;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.cpu.kernel.SpikeNotes;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.junit.jupiter.api.Test;

/** What no array holds is refused in words before any memory is taken. */
class LargeSizesTest {
  private static final FloatKernels KERNELS = KernelChoice.of("plain").kernels();

  @Test
  void moreCurrentsOfOneImageThanAnArrayHoldsAreRefused() {
    Activations bits =
        new Activations(plan(1 << 20), Activations.Potentials.NONE, new SpareArrays());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bits.begin(1, 1 << 11))
        .withMessage(
            "population hidden has 1048576 neurons x T = 2048 currents for one image, an array"
                + " holds 2147483639; take fewer time steps");
  }

  @Test
  void moreStepsThanTheWorkingMemoryHoldsAreRefused() {
    Activations bits = new Activations(plan(1), Activations.Potentials.NONE, new SpareArrays());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bits.begin(1, 1 << 25))
        .withMessage("T = 33554432 time steps, the engine takes at most 1048576");
  }

  @Test
  void moreCurrentsOfAStepThanAnArrayHoldsAreRefusedByAProbe() {
    Activations bits =
        new Activations(plan(1 << 20), Activations.Potentials.NONE, new SpareArrays());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bits.beginProbe(1 << 11, 1))
        .withMessage(
            "population hidden has 1048576 neurons x 2048 images at one time step, an array holds"
                + " 2147483639; take smaller batches");
  }

  @Test
  void moreWeightsThanAnArrayHoldsAreRefused() {
    NetworkPlan plan = plan(1 << 10, 1 << 20, 1 << 10);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParameterArrays(plan))
        .withMessageMatching(
            "the parameters up to to output.weight take 21474\\d+ numbers as the kernels order them, an array"
                + " holds 2147483583");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(1 << 11, 1 << 20, 2))
        .withMessage(
            "weights of 2048 rows and 1048576 columns take 2147483648 numbers in blocks of 64"
                + " columns, at most 2147483647");
  }

  @Test
  void groupsOfFramesOfALargeSourceFitIntoAnArray() {
    Shape source = new Shape(256, 224, 224);
    Synapse synapse = new Synapse.Dense(1, 1, "all", false);

    SynapsePlan plan =
        SynapsePlan.of(KERNELS, synapse, source, Shape.flat(10), SpikePath.AUTO, false);

    assertThat((long) plan.frames() * source.neurons()).isBetween(1L, (long) Integer.MAX_VALUE);
  }

  @Test
  void moreSpikesOfOneImageThanAnArrayHoldsAreRefused() {
    Synapse synapse = new Synapse.Convolution(1, 1, 3, 1, 1, "conv", false);
    Shape shape = new Shape(1, 1024, 1024);
    EventConvolution events =
        SynapsePlan.of(KERNELS, synapse, shape, shape, SpikePath.AUTO, false).events();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                events
                    .listing()
                    .list(
                        new long[1],
                        0,
                        0,
                        1,
                        1L << 30,
                        new boolean[1],
                        0,
                        false,
                        new SpikeNotes(),
                        new EventList()))
        .withMessage(
            "the spikes of one image are listed in 3221225472 numbers for 1051648 columns, an array"
                + " holds 2147483639; take fewer time steps");
  }

  @Test
  void potentialsKeptForABackwardPassThatFailedAreNotThoseOfTheNextBatch() {
    Activations some =
        new Activations(plan(3), Activations.Potentials.ON_DEMAND, new SpareArrays());
    some.begin(1, 2);
    some.keepPotentials(1);

    some.begin(4, 2);

    assertThat(some.keepsPotentials(1)).isFalse();
  }

  /** One input, so many hidden neurons, two classes; all dense. */
  private static NetworkPlan plan(int neurons) {
    return plan(1, neurons, 2);
  }

  private static NetworkPlan plan(int inputs, int neurons, int classes) {
    Neuron lif = new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3));
    Population input =
        new Population(0, "input", Shape.flat(inputs), new Neuron.Input(), List.of(), false);
    Population hidden = population(1, "hidden", neurons, lif);
    Population output = population(2, "output", classes, new Neuron.Accumulator());
    return NetworkPlan.of(KERNELS, new Network(List.of(input, hidden, output)), SpikePath.AUTO);
  }

  private static Population population(int id, String name, int neurons, Neuron neuron) {
    Synapse synapse = new Synapse.Dense(id - 1, 1, "to " + name, false);
    return new Population(id, name, Shape.flat(neurons), neuron, List.of(synapse), false);
  }
}
