package org.dietsnn.data.nir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.architecture.Topology;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.tensor.Precision;

class NirRoundTripTest {
  private final NirExport export = new NirExport();
  private final NirFormat format = new NirFormat();

  @Property(tries = 20)
  void givenAnySpikingNetworkWhenExportedAndReadThenGraphAndParametersAreTheSameToTheBit(
      @ForAll("checkpoints") Checkpoint checkpoint) throws IOException {
    Path file = Files.createTempFile("round-trip", ".nir");
    try {
      export.write(file, checkpoint);

      assertThat(format.recognises(file)).isTrue();
      FileContent.WholeNetwork read = (FileContent.WholeNetwork) format.read(file, "");

      assertThat(read.network()).isEqualTo(checkpoint.model().network());
      assertThat(read.parameters()).isEqualTo(checkpoint.parameters());
      assertThat(read.timeSteps()).isEqualTo(OptionalInt.of(checkpoint.model().timeSteps()));
      assertThat(read.normalisation()).contains(checkpoint.model().normalisation());
      assertThat(read.classNames()).isEqualTo(checkpoint.model().classNames());
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<Checkpoint> checkpoints() {
    Arbitrary<Topology> topologies =
        Arbitraries.of(
            SpikingNetworks.vgg(true),
            SpikingNetworks.vgg(false),
            SpikingNetworks.resNet(),
            SpikingNetworks.oddWindows());
    return Combinators.combine(
            topologies,
            Arbitraries.of(Reset.class),
            Arbitraries.just(Precision.FLOAT32),
            Arbitraries.longs())
        .as(SpikingNetworks::of);
  }
}
