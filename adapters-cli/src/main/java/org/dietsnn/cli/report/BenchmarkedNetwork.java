package org.dietsnn.cli.report;

import java.util.stream.Collectors;
import org.dietsnn.application.port.in.Benchmark;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Topology;

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

  /** Of a network with random weights on random images. */
  public static BenchmarkedNetwork drawn(BenchmarkSubject.Drawn subject, Benchmark benchmark) {
    Double spikeRate = subject.spikeRate().isPresent() ? subject.spikeRate().getAsDouble() : null;
    return of(subject, benchmark, spikeRate, null, null);
  }

  /** Of a checkpoint on the images of a data set. */
  public static BenchmarkedNetwork trained(
      BenchmarkSubject.Trained subject, Benchmark benchmark, String checkpoint, String data) {
    return of(subject, benchmark, null, checkpoint, data);
  }

  private static BenchmarkedNetwork of(
      BenchmarkSubject subject,
      Benchmark benchmark,
      Double spikeRate,
      String checkpoint,
      String data) {
    Topology topology = subject.model().architecture();
    return new BenchmarkedNetwork(
        inWords(topology),
        topology.input().toString(),
        topology.classes(),
        subject.model().spiking(),
        benchmark.network().parameterCount(),
        benchmark.network().macs(),
        benchmark.timeSteps(),
        benchmark.batch(),
        spikeRate,
        checkpoint,
        data);
  }

  private static String inWords(Topology topology) {
    if (!(topology instanceof Architecture architecture)) {
      return topology.build().populations().size() - 1 + " populations";
    }
    String dense =
        architecture.dense().stream().map(String::valueOf).collect(Collectors.joining(" "));
    return architecture.net()
        + (dense.isEmpty() ? "" : ", dense " + dense)
        + (architecture.width() == 1 ? "" : ", width " + architecture.width());
  }
}
