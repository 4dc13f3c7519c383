package org.dietsnn.domain.architecture;

import java.util.List;
import java.util.Locale;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.neuron.Neuron;

/**
 * Everything but the parameters that is needed to run a trained network on images.
 *
 * @param architecture the populations and synapses
 * @param hidden the neuron of the hidden populations: {@link Neuron.Relu} for an ANN, {@link
 *     Neuron.Lif} for an SNN
 * @param timeSteps for how many steps an image is presented, 1 for an ANN
 * @param normalisation what is done to pixels in [0, 1], one mean per input channel
 * @param classNames the classes in order of their logits
 */
public record Model(
    Topology architecture,
    Neuron hidden,
    int timeSteps,
    Normalisation normalisation,
    List<String> classNames) {
  public Model {
    classNames = List.copyOf(classNames);
    if (timeSteps < 1) {
      throw new IllegalArgumentException("time steps T = " + timeSteps + ", must be >= 1");
    }
    if (!(hidden instanceof Neuron.Lif) && timeSteps != 1) {
      throw new IllegalArgumentException("an ANN takes T = 1, found T = " + timeSteps);
    }
    if (classNames.size() != architecture.classes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d class names for %d classes",
              classNames.size(),
              architecture.classes()));
    }
    int channels = architecture.input().channels();
    if (normalisation.means().size() != channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "normalisation of %d channels for images of %d",
              normalisation.means().size(),
              channels));
    }
  }

  /** Whether the hidden populations fire. */
  public boolean spiking() {
    return hidden instanceof Neuron.Lif;
  }

  /** Builds the network. */
  public Network network() {
    return architecture.build().withHiddenNeurons(population -> hidden);
  }

  /** The same architecture with other hidden neurons and time steps. */
  public Model with(Neuron neuron, int steps) {
    return new Model(architecture, neuron, steps, normalisation, classNames);
  }
}
