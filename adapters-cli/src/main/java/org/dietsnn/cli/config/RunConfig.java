package org.dietsnn.cli.config;

import java.time.Duration;
import java.util.List;
import org.dietsnn.application.port.in.OpenBackend;
import org.dietsnn.application.port.out.ComputeSettings;

/**
 * Everything that a run is told. Flags and configuration files fill the same tree; key names are
 * the component names with hyphens.
 *
 * @param seed of all random draws
 * @param backend what computes; {@code auto}: the usable one of the greatest preference
 * @param threads of the CPU backend, 0 for all cores; results do not depend on it
 * @param kernels of the CPU backend: {@code auto}, {@code vector} or {@code plain}
 * @param output run folder
 * @param checkpointMinutes minutes between checkpoints within an epoch, 0 for none
 * @param data images
 * @param net graph
 * @param ann training of the ANN
 * @param convert from the ANN to the SNN
 * @param neuron the spiking neuron
 * @param snn training of the SNN
 * @param evaluate measuring
 */
public record RunConfig(
    long seed,
    String backend,
    int threads,
    String kernels,
    String output,
    double checkpointMinutes,
    DataConfig data,
    NetConfig net,
    TrainingConfig ann,
    ConvertConfig convert,
    NeuronConfig neuron,
    TrainingConfig snn,
    EvaluateConfig evaluate) {
  private static final List<String> KERNELS = List.of("auto", "vector", "plain");

  private static final int MOST_MINUTES = 1_000_000;

  public RunConfig {
    InvalidSetting.unless(
        backend != null && !backend.isBlank(), "backend", "the name of a backend", backend);
    InvalidSetting.unless(threads >= 0, "threads", "a whole number >= 0", threads);
    kernels = Call.parse("kernels", kernels, KERNELS).toString();
    InvalidSetting.unless(output != null && !output.isBlank(), "output", "a folder", output);
    InvalidSetting.unless(
        checkpointMinutes >= 0 && checkpointMinutes <= MOST_MINUTES,
        "checkpoint-minutes",
        "a number from 0 to " + MOST_MINUTES,
        checkpointMinutes);
  }

  /** What holds where neither file nor flag says otherwise. */
  public static RunConfig defaults() {
    return new RunConfig(
        1,
        OpenBackend.AUTO,
        0,
        "auto",
        "runs/default",
        15,
        DataConfig.defaults(),
        new NetConfig("32 A 64 64 A", List.of(256), 1, 3, false, "he"),
        new TrainingConfig(30, 64, 0.001, "adam", 0.0005, "cosine", 0.1, null, null, 0.1),
        new ConvertConfig(99.7, 256, 100, List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0), 1, "all", 1),
        new NeuronConfig(5, "soft", "linear"),
        new TrainingConfig(30, 64, 0.0001, "adam-amsgrad", 0.0005, "step", 0.1, null, null, 0.1),
        new EvaluateConfig(100));
  }

  /** How the backend shall compute. */
  public ComputeSettings compute() {
    ComputeSettings settings = ComputeSettings.standard().withThreads(threads);
    return kernels.equals(KERNELS.get(0)) ? settings : settings.with("kernels", kernels);
  }

  /** This configuration for a data set that is known by now. */
  public RunConfig resolvedFor(String set) {
    return resolvedFor(set, backend);
  }

  /** This configuration for a data set and a backend: nothing is left to be found out. */
  public RunConfig resolvedFor(String set, String backendFound) {
    return new RunConfig(
        seed,
        backendFound,
        threads,
        kernels,
        output,
        checkpointMinutes,
        data.resolvedFor(set),
        net,
        ann.resolvedFor(set),
        convert,
        neuron,
        snn.resolvedFor(set),
        evaluate);
  }

  /** The time between checkpoints within an epoch. */
  public Duration saveEvery() {
    double minutes = checkpointMinutes == 0 ? MOST_MINUTES : checkpointMinutes;
    return Duration.ofMillis(Math.round(minutes * 60_000));
  }
}
