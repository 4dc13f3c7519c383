package org.dietsnn.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dietsnn.application.port.in.ComparedBackend;
import org.dietsnn.application.port.in.Comparison;
import org.dietsnn.application.port.in.InferenceAgreement;
import org.dietsnn.application.port.in.PassTimes;
import org.dietsnn.application.port.in.TrainingAgreement;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;

/**
 * One backend of a comparison.
 *
 * @param name by which users choose it
 * @param description of itself
 * @param precision in which it computes
 * @param openSeconds until it was open in a JVM that had just started
 * @param idleBytes the most memory of its process until then
 * @param memoryOf what was measured as memory
 * @param passes how fast, inference before training
 * @param inference agreement with the first backend
 * @param training the same; null if training was not asked for
 * @param energy from the spikes that it counted
 */
public record BackendReport(
    String name,
    String description,
    String precision,
    double openSeconds,
    long idleBytes,
    String memoryOf,
    List<Pass> passes,
    InferenceAgreement inference,
    TrainingAgreement training,
    EnergyFigures energy) {
  public BackendReport {
    passes = List.copyOf(passes);
  }

  /**
   * How fast one pass was.
   *
   * @param pass {@code inference} or {@code training}
   * @param imagesPerSecond in the median round
   * @param leastImagesPerSecond in the slowest round
   * @param greatestImagesPerSecond in the fastest round
   * @param timesAsFast as the first backend: median over the rounds of the quotient of times
   * @param firstBatchSeconds from opening a session to the end of its first batch
   * @param peakBytes the most memory of its process up to the end of this pass
   * @param seconds of each round
   */
  public record Pass(
      String pass,
      double imagesPerSecond,
      double leastImagesPerSecond,
      double greatestImagesPerSecond,
      double timesAsFast,
      double firstBatchSeconds,
      long peakBytes,
      List<Double> seconds) {}

  /**
   * Estimated energy, and what was executed, per image.
   *
   * @param spikesPerNeuron over all time steps; null for an ANN
   * @param annMillijoules the ANN on the same graph, by the model
   * @param millijoules this network, by the model
   * @param millijoulesEveryStep this network with the first layer counted at every time step
   * @param multiplies executed in synapses
   * @param accumulates executed in synapses
   */
  public record EnergyFigures(
      Double spikesPerNeuron,
      double annMillijoules,
      double millijoules,
      double millijoulesEveryStep,
      double multiplies,
      double accumulates) {}

  /** The reports of all backends of a comparison. */
  static List<BackendReport> of(Comparison comparison) {
    ComparedBackend first = comparison.backends().get(0);
    return comparison.backends().stream()
        .map(backend -> of(comparison.network(), backend, first))
        .toList();
  }

  private static BackendReport of(Network network, ComparedBackend backend, ComparedBackend first) {
    return new BackendReport(
        backend.name(),
        backend.description(),
        backend.precision().name().toLowerCase(Locale.ROOT),
        backend.openSeconds(),
        backend.idle().bytes(),
        backend.idle().of(),
        IntStream.range(0, backend.passes().size())
            .mapToObj(p -> pass(backend.passes().get(p), first.passes().get(p)))
            .toList(),
        backend.inference(),
        backend.training().orElse(null),
        energy(network, backend));
  }

  private static Pass pass(PassTimes times, PassTimes first) {
    return new Pass(
        times.pass().name().toLowerCase(Locale.ROOT),
        times.imagesPerSecond(),
        times.leastImagesPerSecond(),
        times.greatestImagesPerSecond(),
        times.timesAsFastAs(first),
        times.firstSeconds(),
        times.peak().bytes(),
        times.seconds());
  }

  private static EnergyFigures energy(Network network, ComparedBackend backend) {
    Activity activity = backend.activity();
    boolean spiking = network.spiking();
    double ann = backend.energy().annMillijoules();
    return new EnergyFigures(
        spiking ? (Double) activity.meanSpikesPerNeuron(network) : null,
        ann,
        spiking ? backend.energy().snnMillijoules() : ann,
        spiking ? backend.energy().snnMillijoulesEveryStep() : ann,
        (double) activity.multiplies() / activity.images(),
        (double) activity.accumulates() / activity.images());
  }
}
