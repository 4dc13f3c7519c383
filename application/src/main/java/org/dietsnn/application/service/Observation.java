package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.application.port.in.InferenceAgreement;
import org.dietsnn.application.port.in.InferenceAgreement.LayerSpikes;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.tensor.Tensor;

/**
 * What a backend computed on a workload: everything that a comparison looks at but the time.
 *
 * @param network what ran
 * @param logits {@code [n][class]} row-major
 * @param activity counted on all images
 * @param spikes 0 or 1 by spiking population, {@code [t][n][channel][row][column]}
 * @param tracedImages n of the spikes
 * @param training what came of some steps of training, if they were asked for
 */
record Observation(
    Network network,
    double[] logits,
    Activity activity,
    Map<Integer, Tensor> spikes,
    int tracedImages,
    Optional<TrainingTrial> training) {

  /**
   * Runs a workload.
   *
   * @param work all images
   * @param batch images at a time
   * @param traced images whose spikes are kept
   * @param steps training steps on the first batch; 0 for no training
   */
  static Observation of(
      ComputeBackend backend,
      Workload work,
      int images,
      int batch,
      int traced,
      int steps,
      ProgressListener progress) {
    Network network = work.network();
    double[] logits = new double[images * network.classes()];
    Activity activity = null;
    Map<Integer, Tensor> spikes;
    progress.begin("results of " + backend.name(), images);
    try (NetworkSession session = backend.open(network, work.parameters())) {
      for (int from = 0; from < images; from += batch) {
        int to = Math.min(images, from + batch);
        Inference part = session.infer(work.images(from, to).images(), work.timeSteps());
        System.arraycopy(part.logits(), 0, logits, from * network.classes(), part.logits().length);
        activity = activity == null ? part.activity() : activity.plus(part.activity());
        progress.advance(to, "");
      }
      spikes =
          network.spiking()
              ? session.trace(work.images(0, traced).images(), work.timeSteps()).spikes()
              : Map.of();
    } finally {
      progress.end();
    }
    Optional<TrainingTrial> training =
        steps == 0
            ? Optional.empty()
            : Optional.of(TrainingTrial.of(backend, work.images(0, batch), steps));
    return new Observation(network, logits, activity, spikes, traced, training);
  }

  /** How far this agrees with another. */
  InferenceAgreement agreementWith(Observation other) {
    int classes = network.classes();
    int images = logits.length / classes;
    int same = 0;
    for (int n = 0; n < images; n++) {
      same +=
          new Inference(logits, activity).prediction(n, classes)
                  == new Inference(other.logits, other.activity).prediction(n, classes)
              ? 1
              : 0;
    }
    double difference = Differences.greatest(logits, other.logits);
    double greatest = Differences.greatest(other.logits, new double[logits.length]);
    return new InferenceAgreement(
        images,
        same,
        difference,
        Differences.relative(difference, greatest),
        tracedImages,
        layers(other));
  }

  private List<LayerSpikes> layers(Observation other) {
    List<LayerSpikes> layers = new ArrayList<>();
    for (int p : network.spikingPopulations()) {
      Tensor own = spikes.get(p);
      Tensor others = other.spikes.get(p);
      long fired = 0;
      long differing = 0;
      for (int i = 0; i < own.size(); i++) {
        fired += others.at(i) != 0 ? 1 : 0;
        differing += (own.at(i) != 0) != (others.at(i) != 0) ? 1 : 0;
      }
      layers.add(new LayerSpikes(network.population(p).name(), own.size(), fired, differing));
    }
    return layers;
  }
}
