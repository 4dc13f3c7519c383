package org.dietsnn.application.service;

import java.util.Locale;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.domain.conversion.ActivationScaling;
import org.dietsnn.domain.conversion.SpikingTwin;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;

/**
 * The conversion of an ANN with biases or batch normalisations folded into them. Every threshold is
 * 1, and the ANN is rewritten so that a chosen part of its greatest activations is 1 in every
 * layer, without a change of what it computes: data-based normalisation of Diehl et al. (2015) and
 * Rueckauer et al. (2017), with the percentile of the command. The scaling of a conversion shrinks
 * that part, so that neurons fire more, as a smaller threshold does. The output, which sums over
 * all time steps, is divided by their number: its logits are of the size of the ANN's, as a
 * training that follows needs it.
 */
final class ActivationNormalisation {
  /** A population that hardly ever is active keeps its scale within what float32 can hold. */
  private static final double LEAST = 1e-3;

  private final ConvertCommand command;
  private final Network ann;
  private final double[] greatest;

  /**
   * Looks at the activations.
   *
   * @param images calibration images, normalised
   */
  ActivationNormalisation(ConvertCommand command, Batch images, ProgressListener progress) {
    this.command = command;
    this.ann = command.ann().model().network();
    int last = ann.populations().size() - 1;
    this.greatest = new double[last + 1];
    progress.begin("activations", last - 1);
    for (int p = 1; p < last; p++) {
      greatest[p] = Math.max(LEAST, greatestCurrent(p, images));
      progress.advance(
          p, String.format(Locale.ROOT, "%s %.4g", ann.population(p).name(), greatest[p]));
    }
    progress.end();
  }

  /** Whether a network has biases. */
  static boolean needed(Network network) {
    return network.populations().stream()
        .flatMap(population -> population.synapses().stream())
        .anyMatch(synapse -> synapse instanceof Synapse.Weighted weighted && weighted.bias());
  }

  /** The percentile of the currents of each hidden population of the ANN, by index. */
  double[] greatest() {
    return greatest.clone();
  }

  /**
   * Parameters of the spiking network.
   *
   * @param spiking the ANN's graph with spiking neurons
   * @param scaling part of the greatest activations that becomes 1
   */
  Parameters parameters(Network spiking, double scaling) {
    double[] scales = greatest();
    for (int p = 0; p < scales.length; p++) {
      scales[p] *= scaling;
    }
    double[] joined = ActivationScaling.joined(ann, scales);
    joined[joined.length - 1] = command.timeSteps();
    Parameters normalised = ActivationScaling.applied(ann, command.ann().parameters(), joined);
    return SpikingTwin.parameters(normalised, spiking, 1, command.leak());
  }

  /** Looked at by letting this one population spike and all before it rectify. */
  private double greatestCurrent(int p, Batch images) {
    Population looked = ann.population(p);
    Network network =
        ann.withHiddenNeurons(
            population -> population.equals(looked) ? command.neuron() : new Neuron.Relu());
    Parameters parameters = SpikingTwin.parameters(command.ann().parameters(), network, 1, 1);
    try (NetworkSession session = command.backend().open(network, parameters);
        CurrentProbe probe = session.probe(images.images(), 1)) {
      return probe.currents(p, command.percentile())[0];
    }
  }
}
