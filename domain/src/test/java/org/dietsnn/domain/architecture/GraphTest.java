package org.dietsnn.domain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;

class GraphTest {
  private final Network ann =
      new Architecture("4 A 6", List.of(), 1, new Shape(1, 8, 8), 2, 3, true).build();

  @Test
  void aGraphBuildsTheNetworkItWasWrittenOutFrom() {
    Graph graph = new Graph(ann);

    assertThat(graph.build()).isEqualTo(ann);
    assertThat(graph.input()).isEqualTo(new Shape(1, 8, 8));
    assertThat(graph.classes()).isEqualTo(2);
  }

  @Test
  void theGraphOfASpikingNetworkIsThatOfItsTwin() {
    Network snn = ann.withHiddenNeurons(population -> Neuron.Lif.standard());

    Graph graph = new Graph(snn);

    assertThat(graph).isEqualTo(new Graph(ann));
    assertThat(
            new Model(
                    graph,
                    Neuron.Lif.standard(),
                    3,
                    new Normalisation(List.of(0.5), List.of(0.5)),
                    List.of("cat", "dog"))
                .network())
        .isEqualTo(snn);
  }
}
