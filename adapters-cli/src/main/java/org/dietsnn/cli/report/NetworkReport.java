package org.dietsnn.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.application.port.in.Evaluation;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.energy.SynapseEnergy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;

/**
 * What one network did on test images. Energies are in millijoules per image, by the model of 45 nm
 * CMOS; those of an ANN are equal.
 *
 * @param name what it is called in tables
 * @param checkpoint file
 * @param data name of the data set
 * @param timeSteps T
 * @param images how many were classified
 * @param leftOut how many were broken and left out
 * @param correct how many were classified rightly
 * @param accuracy share
 * @param accuracyLower lower end of the 95 % interval
 * @param accuracyUpper upper end
 * @param loss mean cross entropy
 * @param spikesPerNeuron per image over all time steps; null for an ANN
 * @param annMillijoules the ANN on the same graph
 * @param millijoules this network, the first layer counted once
 * @param millijoulesEveryStep this network, the first layer counted at every time step
 * @param multipliesPerImage multiplications executed in synapses
 * @param accumulatesPerImage additions executed in synapses
 * @param imagesPerSecond of computing time
 * @param layers spiking layers; empty for an ANN
 * @param synapses parts of the energy
 */
public record NetworkReport(
    String name,
    String checkpoint,
    String data,
    int timeSteps,
    int images,
    int leftOut,
    int correct,
    double accuracy,
    double accuracyLower,
    double accuracyUpper,
    double loss,
    Double spikesPerNeuron,
    double annMillijoules,
    double millijoules,
    double millijoulesEveryStep,
    double multipliesPerImage,
    double accumulatesPerImage,
    double imagesPerSecond,
    List<LayerReport> layers,
    List<SynapseEnergy> synapses) {
  public NetworkReport {
    layers = List.copyOf(layers);
    synapses = List.copyOf(synapses);
  }

  /** The report of an evaluation. */
  public static NetworkReport of(
      String name,
      String file,
      String data,
      Checkpoint checkpoint,
      int timeSteps,
      Evaluation evaluation) {
    boolean spiking = checkpoint.model().spiking();
    Network network = checkpoint.model().network();
    double ann = evaluation.energy().annMillijoules();
    return new NetworkReport(
        name,
        file,
        data,
        timeSteps,
        evaluation.images(),
        evaluation.leftOut(),
        evaluation.correct(),
        evaluation.accuracy(),
        evaluation.lower(),
        evaluation.upper(),
        evaluation.loss(),
        spiking ? evaluation.activity().meanSpikesPerNeuron(network) : null,
        ann,
        spiking ? evaluation.energy().snnMillijoules() : ann,
        spiking ? evaluation.energy().snnMillijoulesEveryStep() : ann,
        (double) evaluation.activity().multiplies() / evaluation.activity().images(),
        (double) evaluation.activity().accumulates() / evaluation.activity().images(),
        evaluation.imagesPerSecond(),
        layers(checkpoint, network, evaluation),
        evaluation.energy().synapses());
  }

  private static List<LayerReport> layers(
      Checkpoint checkpoint, Network network, Evaluation evaluation) {
    List<LayerReport> layers = new ArrayList<>();
    for (int p : network.spikingPopulations()) {
      Population population = network.population(p);
      layers.add(
          new LayerReport(
              population.name(),
              population.shape().toString(),
              population.shape().neurons(),
              evaluation.activity().spikesPerNeuron(network, p),
              checkpoint.parameters().scalar(population.thresholdName()),
              checkpoint.parameters().scalar(population.leakName())));
    }
    return layers;
  }

  /** Whether the network fires. */
  boolean spiking() {
    return spikesPerNeuron != null;
  }
}
