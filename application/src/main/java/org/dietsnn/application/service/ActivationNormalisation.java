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
 * Brings the activations of an ANN with biases to about 1 before its thresholds are searched: a bias
 * does not shrink with the spikes of the layers before it. A network without biases is left alone.
 */
final class ActivationNormalisation {
  /** A population that hardly ever is active keeps its scale within what float32 can hold. */
  private static final double LEAST_SCALE = 1e-3;

  private ActivationNormalisation() {}

  /** Whether a network has biases. */
  static boolean needed(Network network) {
    return network.populations().stream()
        .flatMap(population -> population.synapses().stream())
        .anyMatch(synapse -> synapse instanceof Synapse.Weighted weighted && weighted.bias());
  }

  /**
   * Parameters of the same function whose activations reach about 1 at the percentile of the
   * command.
   *
   * @param ann the rectifying network
   * @param images calibration images, normalised
   */
  static Parameters of(
      ConvertCommand command, Network ann, Batch images, ProgressListener progress) {
    Parameters parameters = command.ann().parameters();
    int last = ann.populations().size() - 1;
    double[] scales = new double[last + 1];
    progress.begin("activations", last - 1);
    for (int p = 1; p < last; p++) {
      scales[p] = Math.max(LEAST_SCALE, greatestCurrent(command, ann, p, images));
      progress.advance(
          p, String.format(Locale.ROOT, "%s %.4g", ann.population(p).name(), scales[p]));
    }
    progress.end();
    return ActivationScaling.applied(ann, parameters, ActivationScaling.joined(ann, scales));
  }

  /** Looked at by letting this one population spike and all before it rectify. */
  private static double greatestCurrent(ConvertCommand command, Network ann, int p, Batch images) {
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
