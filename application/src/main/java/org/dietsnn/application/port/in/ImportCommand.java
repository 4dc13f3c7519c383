package org.dietsnn.application.port.in;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;

/**
 * An import to run.
 *
 * @param file the file
 * @param part which of several sets of tensors in it; empty if there is one only
 * @param architecture the network its tensors belong to; empty: found out from their names and
 *     shapes, or told by the file
 * @param input shape of the images; empty: as the architecture or the file says
 * @param mapping where the parameters stand in the file; what it does not mention stands where it
 *     is known to stand in the network that was recognised, else under its own name
 * @param normalisation what is done to pixels in [0, 1]; empty: as is known of the network
 * @param classNames the classes in order; empty: numbered
 * @param timeSteps T of a spiking network; empty: as the file says
 * @param neuron the neuron of a spiking network that comes as tensors
 * @param seed for the stages that follow
 * @param validation share of the training images that the stages that follow hold out
 */
public record ImportCommand(
    Path file,
    String part,
    Optional<Architecture> architecture,
    Optional<Shape> input,
    Optional<NameMapping> mapping,
    Optional<Normalisation> normalisation,
    List<String> classNames,
    OptionalInt timeSteps,
    Neuron.Lif neuron,
    long seed,
    double validation) {
  public ImportCommand {
    classNames = List.copyOf(classNames);
    if (timeSteps.isPresent() && timeSteps.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "time steps T = " + timeSteps.getAsInt() + ", must be >= 1");
    }
  }
}
