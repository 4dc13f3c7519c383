package org.dietsnn.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dietsnn.application.port.in.Benchmark;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.PassSpeed;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;

/**
 * One layer in a benchmark: a population and its synapses. Times are means over all rounds, in
 * milliseconds per batch; null where the pass was not measured or the backend does not tell.
 *
 * @param name population
 * @param shape channels x height x width
 * @param neurons how many
 * @param macs multiply-accumulates of one image through its synapses once
 * @param active share of the neurons that fire in a time step, in an ANN that are above zero; null
 *     for the output
 * @param inferenceMilliseconds forward, in inference
 * @param forwardMilliseconds forward, in training
 * @param backwardMilliseconds backward, in training
 * @param eventDriven share of the presynaptic frames that went the event-driven way in the forward
 *     passes of the first measured pass; null where there are none
 */
public record LayerSpeed(
    String name,
    String shape,
    int neurons,
    long macs,
    Double active,
    Double inferenceMilliseconds,
    Double forwardMilliseconds,
    Double backwardMilliseconds,
    Double eventDriven) {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  /** All layers but the input. */
  public static List<LayerSpeed> of(Benchmark benchmark) {
    Network network = benchmark.network();
    PassSpeed first = benchmark.passes().get(0);
    Optional<PassSpeed> inference = pass(benchmark, BenchmarkedPass.INFERENCE);
    Optional<PassSpeed> training = pass(benchmark, BenchmarkedPass.TRAINING);
    List<LayerSpeed> layers = new ArrayList<>();
    int output = network.populations().size() - 1;
    for (int p = 1; p <= output; p++) {
      Population population = network.population(p);
      layers.add(
          new LayerSpeed(
              population.name(),
              population.shape().toString(),
              population.shape().neurons(),
              network.macs(population),
              p == output ? null : first.activity().spikeRate(network, p),
              milliseconds(inference, p, false),
              milliseconds(training, p, false),
              milliseconds(training, p, true),
              work(first, p).map(LayerSpeed::eventDriven).orElse(null)));
    }
    return layers;
  }

  private static Optional<PassSpeed> pass(Benchmark benchmark, BenchmarkedPass pass) {
    return benchmark.passes().stream().filter(speed -> speed.pass() == pass).findFirst();
  }

  private static Optional<LayerWork> work(PassSpeed speed, int population) {
    return speed.work().stream().filter(layer -> layer.population() == population).findFirst();
  }

  private static Double milliseconds(Optional<PassSpeed> speed, int population, boolean backward) {
    return speed
        .flatMap(pass -> work(pass, population))
        .map(layer -> backward ? layer.backwardNanos() : layer.forwardNanos())
        .map(nanos -> nanos / (NANOS_PER_MILLISECOND * speed.get().seconds().size()))
        .orElse(null);
  }

  private static Double eventDriven(LayerWork layer) {
    long frames = layer.eventDrivenFrames() + layer.denseFrames();
    return frames == 0 ? null : (double) layer.eventDrivenFrames() / frames;
  }
}
