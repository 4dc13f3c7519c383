package org.dietsnn.cli.report;

import java.util.stream.Collectors;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.network.Network;

/**
 * What a benchmark ran.
 *
 * @param net layers, dense layers and width in words
 * @param input shape of the images
 * @param classes how many
 * @param spiking whether it is an SNN
 * @param parameters trainable scalars
 * @param macs multiply-accumulates of one image through every synapse once
 * @param timeSteps T
 * @param batch images per round
 * @param spikeRate spikes per neuron and time step that thresholds were searched for; null for an
 *     ANN or a checkpoint
 * @param checkpoint file; null for random weights
 * @param data name of the data set; null for random images
 */
public record BenchmarkedNetwork(
    String net,
    String input,
    int classes,
    boolean spiking,
    long parameters,
    long macs,
    int timeSteps,
    int batch,
    Double spikeRate,
    String checkpoint,
    String data) {

  /**
   * What was given to a benchmark.
   *
   * @param checkpoint file; null for random weights
   * @param data name of the data set; null for random images
   */
  public static BenchmarkedNetwork of(
      BenchmarkSubject subject, Network network, int batch, String checkpoint, String data) {
    Double spikeRate =
        subject instanceof BenchmarkSubject.Drawn drawn && drawn.spikeRate().isPresent()
            ? (Double) drawn.spikeRate().getAsDouble()
            : null;
    Architecture architecture = subject.model().architecture();
    return new BenchmarkedNetwork(
        inWords(architecture),
        architecture.input().toString(),
        architecture.classes(),
        subject.model().spiking(),
        network.parameterCount(),
        network.macs(),
        subject.timeSteps(),
        batch,
        spikeRate,
        checkpoint,
        data);
  }

  private static String inWords(Architecture architecture) {
    String dense =
        architecture.dense().stream().map(String::valueOf).collect(Collectors.joining(" "));
    return architecture.net()
        + (dense.isEmpty() ? "" : ", dense " + dense)
        + (architecture.width() == 1 ? "" : ", width " + architecture.width());
  }
}
