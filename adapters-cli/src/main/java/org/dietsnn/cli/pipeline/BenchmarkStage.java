package org.dietsnn.cli.pipeline;

import java.nio.file.Path;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dietsnn.application.port.in.Benchmark;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.report.BenchmarkReport;
import org.dietsnn.cli.report.BenchmarkedNetwork;
import org.dietsnn.cli.wiring.UseCases;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;

/** Times a network: one that is drawn as configured, or a checkpoint. */
public final class BenchmarkStage {
  private final UseCases useCases;
  private final RunConfig config;
  private final ProgressListener progress;
  private final BenchmarkSettings settings;

  /** The stage. */
  public BenchmarkStage(
      UseCases useCases, RunConfig config, ProgressListener progress, BenchmarkSettings settings) {
    this.useCases = useCases;
    this.config = config;
    this.progress = progress;
    this.settings = settings;
  }

  /**
   * Times a rectifying network with random weights.
   *
   * @param input shape of the random images
   * @param classes how many
   */
  public BenchmarkReport ann(Shape input, int classes) {
    return drawn(model(input, classes, new Neuron.Relu(), 1), OptionalDouble.empty());
  }

  /**
   * Times a spiking network with random weights, its thresholds set for a spike rate.
   *
   * @param input shape of the random images
   * @param classes how many
   * @param spikeRate spikes per neuron and time step
   */
  public BenchmarkReport snn(Shape input, int classes, double spikeRate) {
    return drawn(
        model(input, classes, config.neuron().neuron(), config.neuron().timeSteps()),
        OptionalDouble.of(spikeRate));
  }

  private Model model(Shape input, int classes, Neuron hidden, int timeSteps) {
    Architecture architecture = config.net().architecture(input, classes);
    Normalisation none =
        new Normalisation(
            Collections.nCopies(input.channels(), 0.0), Collections.nCopies(input.channels(), 1.0));
    return new Model(
        architecture,
        hidden,
        timeSteps,
        none,
        IntStream.range(0, classes).mapToObj(String::valueOf).toList());
  }

  private BenchmarkReport drawn(Model model, OptionalDouble spikeRate) {
    BenchmarkSubject.Drawn subject =
        new BenchmarkSubject.Drawn(model, config.net().firstWeights(), spikeRate);
    ComputeBackend backend = Bench.backend(useCases, config, config.backend(), progress);
    BenchmarkCommand command = settings.command(backend, subject, config.seed());
    Benchmark benchmark = useCases.benchmark().benchmark(command, progress);
    return BenchmarkReport.of(
        command, benchmark, BenchmarkedNetwork.drawn(subject, benchmark), settings.next());
  }

  /**
   * Times a checkpoint on test images.
   *
   * @param file the checkpoint
   * @param timeSteps T if it is not to be that of the checkpoint
   */
  public BenchmarkReport trained(Path file, OptionalInt timeSteps) {
    Bench bench = Bench.open(useCases, config, progress, ExistingRun.REFUSE);
    Checkpoint checkpoint = useCases.store().load(file);
    bench.requireFitting(file, checkpoint);
    BenchmarkSubject.Trained subject =
        new BenchmarkSubject.Trained(
            checkpoint, timeSteps.orElse(checkpoint.model().timeSteps()), bench.data().test());
    BenchmarkCommand command = settings.command(bench.backend(), subject, config.seed());
    Benchmark benchmark = useCases.benchmark().benchmark(command, progress);
    return BenchmarkReport.of(
        command,
        benchmark,
        BenchmarkedNetwork.trained(subject, benchmark, file.toString(), bench.data().name()),
        settings.next());
  }
}
