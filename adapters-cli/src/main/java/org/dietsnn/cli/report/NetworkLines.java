package org.dietsnn.cli.report;

import java.util.List;
import java.util.Locale;

/** What a benchmark or a comparison ran, as lines of text. */
public final class NetworkLines {
  private NetworkLines() {}

  /** The network and its weights. */
  public static List<String> of(BenchmarkedNetwork network) {
    return List.of(
        String.format(
            Locale.ROOT,
            "Network  %s %s; %s in %d classes; %s million parameters, %s million multiply-accumulates",
            network.spiking() ? "SNN" : "ANN",
            network.net(),
            network.input(),
            network.classes(),
            Figures.significant(network.parameters() * 1e-6),
            Figures.significant(network.macs() * 1e-6)),
        "Weights  " + weights(network));
  }

  /** How often it ran, on what. */
  public static String rounds(BenchmarkedNetwork network, int rounds, String warmUp, long seed) {
    return String.format(
        Locale.ROOT,
        "Rounds   %d after %s to warm up, each %d %s, T = %d, seed %d",
        rounds,
        warmUp,
        network.batch(),
        network.data() == null ? "random images" : "test images of " + network.data(),
        network.timeSteps(),
        seed);
  }

  private static String weights(BenchmarkedNetwork network) {
    if (network.checkpoint() != null) {
      return network.checkpoint();
    }
    return network.spikeRate() == null
        ? "random"
        : "random, thresholds set for %s spikes per neuron and step".formatted(network.spikeRate());
  }
}
