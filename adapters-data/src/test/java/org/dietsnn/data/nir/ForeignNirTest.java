package org.dietsnn.data.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as the reference implementation of NIR writes them. */
class ForeignNirTest {
  private static final int STEPS = 10;

  private final NirFormat format = new NirFormat();

  @TempDir Path folder;

  @Test
  void aNetworkMadeElsewhereFiresAsTheEquationsOfNirSay() {
    FileContent.WholeNetwork read = read("convolutional");
    List<Recorded.Run> runs = Recorded.runs("convolutional");

    try (NetworkSession session = new ReferenceBackend().open(read.network(), read.parameters())) {
      for (Recorded.Run run : runs) {
        Tensor image = Tensor.of(new int[] {1, 1, 6, 6}, run.input());
        assertThat(session.infer(image, STEPS).logits()).containsExactly(run.output());
      }
    }
    assertThat(read.facts())
        .containsEntry("time step", "1.0E-4 s, assumed because the file states none")
        .containsEntry("reset", "hard, as NIR defines it");
  }

  @Test
  void neuronsWithoutALeakAndPaddingInWordsAreRead() {
    FileContent.WholeNetwork read = read("same-padding");

    assertThat(read.network().population(1).neuron())
        .isEqualTo(new Neuron.Lif(Reset.HARD, Surrogate.standard()));
    assertThat(read.network().population(1).synapses())
        .containsExactly(new Synapse.Convolution(0, 1, 3, 1, 1, "conv2d", true));
    assertThat(read.network().output().synapses())
        .containsExactly(new Synapse.Dense(1, 2, "affine", true));
    assertThat(read.parameters().scalar("leak.l0")).isEqualTo(1);
    assertThat(read.parameters().scalar("threshold.t0")).isEqualTo(0.5);
    assertThat(read.timeSteps()).isEmpty();
  }

  @Test
  void whatTheReferenceImplementationReadAndWroteAgainIsTheSameNetwork() {
    Checkpoint exported =
        SpikingNetworks.of(SpikingNetworks.vgg(true), Reset.SOFT, Precision.FLOAT32, 1);

    FileContent.WholeNetwork read = read("written-again");

    assertThat(read.network()).isEqualTo(exported.model().network());
    assertThat(read.parameters()).isEqualTo(exported.parameters());
    assertThat(read.classNames()).isEqualTo(exported.model().classNames());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "current-based | its node cubalif is of type CubaLIF",
        "differing-neurons | the neurons of its node lif differ in v_threshold (1.0 and 2.0)",
        "recurrent | node lif feeds back on itself"
      })
  void whatNetworksHereCannotBeIsNamedAndNotCalledDamaged(String name, String what) {
    Path file = Recorded.file(name, folder);

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.read(file, ""))
        .withMessage(
            file
                + " is a sound NIR file, but "
                + what
                + ", which is not supported; see docs/nir.md for what is")
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.UNAVAILABLE);
  }

  private FileContent.WholeNetwork read(String name) {
    return (FileContent.WholeNetwork) format.read(Recorded.file(name, folder), "");
  }
}
