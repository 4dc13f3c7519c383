package org.dietsnn.data.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Graph;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.architecture.Topology;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Precision;

class CheckpointRoundTripTest {
  private final SafetensorsRunStore store = new SafetensorsRunStore();

  @Property(tries = 200)
  void givenAnyCheckpointWhenSavedAndLoadedThenEveryBitIsTheSame(
      @ForAll("checkpoints") Checkpoint checkpoint) throws IOException {
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = disk.getPath("/c");
      store.save(file, checkpoint);
      Checkpoint loaded = store.load(file);
      assertThat(loaded).isEqualTo(checkpoint);
      assertThat(loaded.parameters().values().keySet())
          .containsExactlyElementsOf(checkpoint.parameters().values().keySet());
      byte[] first = Files.readAllBytes(file);
      store.save(file, loaded);
      assertThat(Arrays.equals(first, Files.readAllBytes(file))).isTrue();
    }
  }

  @Provide
  Arbitrary<Checkpoint> checkpoints() {
    Arbitrary<Checkpoint> plain =
        Combinators.combine(
                models(),
                Arbitraries.of(Precision.class),
                Arbitraries.longs(),
                Arbitraries.of(true, false))
            .as(Checkpoints::of);
    return Combinators.combine(plain, provenances(), Arbitraries.of(true, false))
        .as(
            (c, p, resumable) ->
                new Checkpoint(
                    c.model(),
                    c.parameters(),
                    p,
                    resumable
                        ? c.training()
                        : c.training().map(TrainingState::withoutOptimiserState)));
  }

  private static Arbitrary<Provenance> provenances() {
    Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(20);
    Arbitrary<Map<String, String>> versions = Arbitraries.maps(text, text).ofMaxSize(4);
    return Combinators.combine(
            text,
            Arbitraries.longs(),
            Arbitraries.doubles().between(0.01, 0.99),
            text,
            text,
            versions,
            text)
        .as(Provenance::new);
  }

  private static Arbitrary<Model> models() {
    Arbitrary<Architecture> architectures =
        Combinators.combine(
                Arbitraries.of("2", "2 A 3", "1 A 2 A"),
                Arbitraries.of(List.<Integer>of(), List.of(3), List.of(3, 2)),
                Arbitraries.doubles().between(0.1, 2),
                Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(1, 3),
                Arbitraries.of(1, 3, 5),
                Arbitraries.of(true, false))
            .as(
                (net, dense, width, channels, classes, kernel, bias) ->
                    new Architecture(
                        net, dense, width, new Shape(channels, 4, 5), classes, kernel, bias));
    Arbitrary<Double> positive = Arbitraries.doubles().greaterThan(0).lessOrEqual(1e9);
    Arbitrary<Topology> topologies =
        Combinators.combine(architectures, Arbitraries.of(true, false))
            .as((recipe, writtenOut) -> writtenOut ? new Graph(recipe.build()) : recipe);
    return Combinators.combine(topologies, neurons(), Arbitraries.integers().between(1, 99))
        .flatAs(
            (architecture, neuron, steps) ->
                Combinators.combine(
                        positive,
                        Arbitraries.strings()
                            .all()
                            .ofMaxLength(9)
                            .list()
                            .ofSize(architecture.classes()))
                    .as(
                        (deviation, names) ->
                            new Model(
                                architecture,
                                neuron,
                                neuron instanceof Neuron.Relu ? 1 : steps,
                                new Normalisation(
                                    Collections.nCopies(
                                        architecture.input().channels(), -deviation),
                                    Collections.nCopies(
                                        architecture.input().channels(), deviation)),
                                names)));
  }

  private static Arbitrary<Neuron> neurons() {
    Arbitrary<Double> positive = Arbitraries.doubles().greaterThan(0).lessOrEqual(1e9);
    Arbitrary<Surrogate> surrogates =
        Combinators.combine(positive, positive, Arbitraries.integers().between(0, 4))
            .as(
                (a, b, kind) ->
                    switch (kind) {
                      case 0 -> new Surrogate.Linear(a);
                      case 1 -> new Surrogate.Exponential(a, b);
                      case 2 -> new Surrogate.FastSigmoid(a);
                      case 3 -> new Surrogate.ArcTan(a);
                      default -> new Surrogate.Rectangular(a);
                    });
    Arbitrary<Neuron> firing =
        Combinators.combine(Arbitraries.of(Reset.class), surrogates).as(Neuron.Lif::new);
    return Arbitraries.oneOf(firing, Arbitraries.just(new Neuron.Relu()));
  }
}
