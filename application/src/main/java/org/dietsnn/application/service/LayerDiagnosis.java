package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/**
 * Looks for layers that cannot learn: silent ones, saturated ones, and ones that no gradient
 * reaches or one that is not finite. Each finding is a sentence that names the layer, what was
 * measured and the likely cause.
 */
final class LayerDiagnosis {
  /** Share of neurons active in a step below which a layer counts as silent. */
  static final double SILENT = 1e-3;

  /** Share of neurons firing in a step above which a layer counts as saturated. */
  static final double SATURATED = 0.95;

  /** Gradient norm, relative to the largest of all layers, below which none arrives. */
  static final double VANISHED = 1e-7;

  private final Network network;

  LayerDiagnosis(Network network) {
    this.network = network;
  }

  /**
   * Findings from the activity.
   *
   * @param parameters asked for only if there is a threshold to tell
   */
  List<String> ofActivity(Activity activity, Supplier<Parameters> parameters) {
    List<String> findings = new ArrayList<>();
    for (int p = 1; p < network.populations().size() - 1; p++) {
      Population population = network.population(p);
      double rate = activity.spikeRate(network, p);
      if (rate < SILENT) {
        findings.add(silent(population, rate, activity, parameters));
      } else if (population.spiking() && rate > SATURATED) {
        findings.add(
            String.format(
                Locale.ROOT,
                "layer %s is saturated: %.1f %% of its neurons fire at every step; its threshold %.4g is far below its currents, raise the threshold scaling",
                population.name(),
                100 * rate,
                parameters.get().scalar(population.thresholdName())));
      }
    }
    return findings;
  }

  private String silent(
      Population population, double rate, Activity activity, Supplier<Parameters> parameters) {
    String fact =
        String.format(
            Locale.ROOT,
            "layer %s is silent: %.3f %% of its neurons are active in a step; ",
            population.name(),
            100 * rate);
    for (Synapse synapse : population.synapses()) {
      if (synapse.source() != 0 && activity.spikeRate(network, synapse.source()) < SILENT) {
        return fact
            + "layer %s before it is silent already"
                .formatted(network.population(synapse.source()).name());
      }
    }
    return population.spiking()
        ? fact
            + String.format(
                Locale.ROOT,
                "its threshold %.4g is above almost all of its potentials, lower the threshold scaling",
                parameters.get().scalar(population.thresholdName()))
        : fact + "its units are dead, lower the learning rate or change the initialisation";
  }

  /** Findings from the gradients of the last backward pass. */
  List<String> ofGradients(TrainingSession session) {
    double greatest = 0;
    List<String> names = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    for (Population population : network.populations()) {
      for (Synapse synapse : population.synapses()) {
        if (synapse instanceof Synapse.Weighted weighted) {
          double norm = session.gradientNorm(weighted.weightName());
          names.add(weighted.weightName());
          norms.add(norm);
          greatest = Double.isFinite(norm) ? Math.max(greatest, norm) : greatest;
        }
      }
    }
    List<String> findings = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double norm = norms.get(i);
      if (!Double.isFinite(norm)) {
        findings.add(
            String.format(
                Locale.ROOT,
                "the gradient of %s is not finite: norm %s; lower the learning rate",
                names.get(i),
                norm));
      } else if (norm <= VANISHED * greatest) {
        findings.add(
            String.format(
                Locale.ROOT,
                "no gradient reaches %s: norm %.3g, the largest of all layers is %.3g; %s",
                names.get(i),
                norm,
                greatest,
                causeOfVanishing()));
      }
    }
    return findings;
  }

  private String causeOfVanishing() {
    return network.spikingPopulations().length > 0
        ? "potentials after it are too far from their thresholds for the surrogate gradient"
        : "units after it are dead or weights after it are too small, lower the learning rate or change the initialisation";
  }
}
