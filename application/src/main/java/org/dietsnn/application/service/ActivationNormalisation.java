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
 * Rewrites an ANN with biases, or batch normalisations folded into them, before its thresholds are
 * searched: the percentile of each layer's activations becomes 1 without a change of what the ANN
 * computes, so that biases and shortcuts are of the size of the spikes beside them. Data-based
 * normalisation of Diehl et al. (2015) and Rueckauer et al. (2017). The output, which sums over all
 * time steps, is divided by their number: its logits are then of the size of the ANN's, as a
 * training that follows needs it.
 */
final class ActivationNormalisation {
  /** A population that hardly ever is active keeps its scale within what float32 can hold. */
  private static final double LEAST = 1e-3;

  private ActivationNormalisation() {}

  /** Whether a network has biases. */
  static boolean needed(Network network) {
    return network.populations().stream()
        .flatMap(population -> population.synapses().stream())
        .anyMatch(synapse -> synapse instanceof Synapse.Weighted weighted && weighted.bias());
  }

  /**
   * Parameters of the ANN after normalisation.
   *
   * @param images calibration images, standardised
   */
  static Parameters of(ConvertCommand command, Batch images, ProgressListener progress) {
    Network ann = command.ann().model().network();
    int last = ann.populations().size() - 1;
    double[] greatest = new double[last + 1];
    progress.begin("activations", last - 1);
    for (int p = 1; p < last; p++) {
      greatest[p] = Math.max(LEAST, greatestCurrent(command, ann, p, images));
      progress.advance(
          p, String.format(Locale.ROOT, "%s %.4g", ann.population(p).name(), greatest[p]));
    }
    progress.end();
    double[] scales = ActivationScaling.joined(ann, greatest);
    scales[last] = command.timeSteps();
    return ActivationScaling.applied(ann, command.ann().parameters(), scales);
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
