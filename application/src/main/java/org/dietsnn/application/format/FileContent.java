package org.dietsnn.application.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/**
 * What a network can be made of. Sealed, because tensors without a graph have to be matched with a
 * network that is known from elsewhere, and a whole network does not.
 */
public sealed interface FileContent permits FileContent.NamedTensors, FileContent.WholeNetwork {

  /** What the file says about itself, in order. */
  Map<String, String> facts();

  /**
   * Tensors by the names they have in the file; there is no graph.
   *
   * @param tensors those of floating-point numbers, in order; half precision widened to float32
   * @param others those of other types, which are no parameters: counters, indices, masks
   * @param facts what the file says about itself
   */
  record NamedTensors(
      Map<String, Tensor> tensors, List<TensorDescription> others, Map<String, String> facts)
      implements FileContent {
    public NamedTensors {
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
      others = List.copyOf(others);
      facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
  }

  /**
   * A graph with its parameters.
   *
   * @param network the graph with its neurons
   * @param parameters exactly those of the network
   * @param timeSteps T, if the file says
   * @param normalisation what is done to pixels in [0, 1], if the file says
   * @param classNames the classes in order; empty if the file does not say
   * @param facts what the file says about itself
   */
  record WholeNetwork(
      Network network,
      Parameters parameters,
      OptionalInt timeSteps,
      Optional<Normalisation> normalisation,
      List<String> classNames,
      Map<String, String> facts)
      implements FileContent {
    public WholeNetwork {
      parameters = parameters.checkedFor(network);
      classNames = List.copyOf(classNames);
      facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
  }
}
