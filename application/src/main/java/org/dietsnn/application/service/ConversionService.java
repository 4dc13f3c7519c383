package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.port.in.Conversion;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.in.ConvertNetwork;
import org.dietsnn.application.port.in.ThresholdSearch;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.application.run.Versions;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.conversion.SpikingTwin;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Finds thresholds layer by layer: each is the greatest percentile of the layer's input currents
 * over the time steps, given the spikes of the layers before it with the thresholds found for them;
 * at the end all that were found are multiplied by one scaling factor. Layers that are not searched
 * ({@link ThresholdSearch#STEM_ONLY}) keep the default threshold, unscaled. Of scaling factors with
 * the same accuracy the one given first is taken. A network with biases has its activations brought
 * to one size before ({@link ActivationNormalisation}).
 */
public final class ConversionService implements ConvertNetwork {
  /** So many validation images at most decide between scaling factors. */
  private static final int TRIAL_IMAGES = 2000;

  private static final int TRIAL_BATCH = 100;

  /** A service without state. */
  @Inject
  public ConversionService() {}

  @Override
  public Conversion convert(ConvertCommand command, ProgressListener progress) {
    Model model = command.ann().model().with(command.neuron(), command.timeSteps());
    Network network = model.network();
    Batch batch = calibration(command, model);
    Parameters ann =
        ActivationNormalisation.needed(command.ann().model().network())
            ? ActivationNormalisation.of(command, batch, progress)
            : command.ann().parameters();
    Parameters unscaled =
        SpikingTwin.parameters(ann, network, command.defaultThreshold(), command.leak());
    double[] found = search(command, network, unscaled, batch, progress);
    List<Conversion.Trial> trials = trials(command, model, network, unscaled, found, progress);
    double scaling = command.scalings().get(0);
    double best = -1;
    for (Conversion.Trial trial : trials) {
      if (trial.accuracy() > best) {
        best = trial.accuracy();
        scaling = trial.scaling();
      }
    }
    Parameters parameters = scaled(network, unscaled, found, scaling);
    List<Conversion.LayerThreshold> layers = new ArrayList<>();
    for (int p : network.spikingPopulations()) {
      Population population = network.population(p);
      layers.add(
          new Conversion.LayerThreshold(
              population.name(), found[p], parameters.scalar(population.thresholdName())));
    }
    Checkpoint snn =
        new Checkpoint(
            model,
            parameters,
            provenance(command, scaling),
            command.ann().training().map(TrainingState::withoutOptimiserState));
    return new Conversion(snn, layers, scaling, trials);
  }

  private static Provenance provenance(ConvertCommand command, double scaling) {
    Checkpoint ann = command.ann();
    Provenance before = ann.provenance();
    String origin =
        String.format(
            Locale.ROOT,
            "converted from an ANN trained on %s with seed %d (parameters %s, %s): layers %s, percentile %s of the currents of %d images over %d steps, scaling %s of %s, leak %s, default threshold %s, T = %d%s",
            before.data(),
            before.seed(),
            ann.parameters().fingerprint(),
            before.origin(),
            command.search(),
            command.percentile().q(),
            command.calibration(),
            command.searchSteps(),
            scaling,
            command.scalings(),
            command.leak(),
            command.defaultThreshold(),
            command.timeSteps(),
            ActivationNormalisation.needed(ann.model().network())
                ? ", activations normalised"
                : "");
    return new Provenance(
        before.config(),
        command.seed(),
        command.validation(),
        command.data().name(),
        command.data().train().fingerprint(),
        Versions.all(command.backend().description()),
        origin);
  }

  /** Thresholds by population index before scaling; NaN for a population that is not searched. */
  private static double[] search(
      ConvertCommand command,
      Network network,
      Parameters parameters,
      Batch batch,
      ProgressListener progress) {
    double[] found = new double[network.populations().size()];
    Arrays.fill(found, Double.NaN);
    int[] spiking = network.spikingPopulations();
    int lastSearched =
        command.search() == ThresholdSearch.ALL_LAYERS
            ? network.populations().size()
            : lastOfStem(network);
    progress.begin("thresholds", spiking.length);
    try (NetworkSession session = command.backend().open(network, parameters);
        CurrentProbe probe = session.probe(batch.images(), command.searchSteps())) {
      for (int i = 0; i < spiking.length && spiking[i] <= lastSearched; i++) {
        int p = spiking[i];
        double greatest = 0;
        for (double current : probe.currents(p, command.percentile())) {
          greatest = Math.max(greatest, current);
        }
        found[p] = ParameterRole.THRESHOLD.clamp(greatest);
        probe.fire(p, found[p]);
        progress.advance(
            i + 1, String.format(Locale.ROOT, "%s %.4g", network.population(p).name(), found[p]));
      }
    }
    progress.end();
    return found;
  }

  /**
   * The population that the first residual block reads; the last of all without residual blocks.
   */
  private static int lastOfStem(Network network) {
    for (Population population : network.populations()) {
      if (population.synapses().size() > 1) {
        return population.synapses().stream().mapToInt(s -> s.source()).min().orElseThrow();
      }
    }
    return network.populations().size();
  }

  private static Batch calibration(ConvertCommand command, Model model) {
    int[] training =
        TrainingSplit.of(command.data().train(), command.validation(), command.seed()).training();
    int[] order =
        Randomness.permutation(
            training.length, Randomness.CALIBRATION.stream(command.seed(), 0, 0));
    int[] chosen = new int[Math.min(command.calibration(), training.length)];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = training[order[i]];
    }
    return Batch.read(command.data().train(), model, chosen);
  }

  private static List<Conversion.Trial> trials(
      ConvertCommand command,
      Model model,
      Network network,
      Parameters parameters,
      double[] found,
      ProgressListener progress) {
    if (command.scalings().size() == 1) {
      return List.of();
    }
    int[] validation =
        TrainingSplit.of(command.data().train(), command.validation(), command.seed()).validation();
    int[] some = Arrays.copyOf(validation, Math.min(TRIAL_IMAGES, validation.length));
    List<Conversion.Trial> trials = new ArrayList<>();
    for (double scaling : command.scalings()) {
      Parameters candidate = scaled(network, parameters, found, scaling);
      progress.begin(String.format(Locale.ROOT, "scaling %.2f", scaling), some.length);
      try (NetworkSession session = command.backend().open(network, candidate)) {
        ImageRun run =
            ImageRun.of(
                session,
                model,
                command.timeSteps(),
                command.data().train(),
                some,
                TRIAL_BATCH,
                progress);
        trials.add(new Conversion.Trial(scaling, run.accuracy()));
      }
      progress.end();
    }
    return trials;
  }

  private static Parameters scaled(
      Network network, Parameters parameters, double[] found, double scaling) {
    Parameters result = parameters;
    for (int p : network.spikingPopulations()) {
      if (!Double.isNaN(found[p])) {
        String name = network.population(p).thresholdName();
        Precision precision = parameters.get(name).precision();
        double threshold = ParameterRole.THRESHOLD.clamp(scaling * found[p]);
        result = result.with(name, Tensor.scalar(threshold, precision));
      }
    }
    return result.checkedFor(network);
  }
}
