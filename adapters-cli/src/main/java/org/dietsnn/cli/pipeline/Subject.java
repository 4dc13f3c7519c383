package org.dietsnn.cli.pipeline;

import java.nio.file.Path;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.wiring.UseCases;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;

/**
 * What is timed or compared: a network that is drawn as configured, or a checkpoint.
 *
 * @param what network and images
 * @param checkpoint file; null for random weights
 * @param data name of the data set; null for random images
 */
public record Subject(BenchmarkSubject what, String checkpoint, String data) {

  /**
   * A rectifying network with random weights.
   *
   * @param input shape of the random images
   * @param classes how many
   */
  public static Subject ann(RunConfig config, Shape input, int classes) {
    return drawn(config, input, classes, new Neuron.Relu(), 1, OptionalDouble.empty());
  }

  /**
   * A spiking network with random weights, its thresholds to be set for a spike rate.
   *
   * @param input shape of the random images
   * @param classes how many
   * @param spikeRate spikes per neuron and time step
   */
  public static Subject snn(RunConfig config, Shape input, int classes, double spikeRate) {
    return drawn(
        config,
        input,
        classes,
        config.neuron().neuron(),
        config.neuron().timeSteps(),
        OptionalDouble.of(spikeRate));
  }

  private static Subject drawn(
      RunConfig config,
      Shape input,
      int classes,
      Neuron hidden,
      int timeSteps,
      OptionalDouble spikeRate) {
    Normalisation none =
        new Normalisation(
            Collections.nCopies(input.channels(), 0.0), Collections.nCopies(input.channels(), 1.0));
    Model model =
        new Model(
            config.net().architecture(input, classes),
            hidden,
            timeSteps,
            none,
            IntStream.range(0, classes).mapToObj(String::valueOf).toList());
    return new Subject(
        new BenchmarkSubject.Drawn(model, config.net().firstWeights(), spikeRate), null, null);
  }

  /**
   * A checkpoint on test images.
   *
   * @param file the checkpoint
   * @param timeSteps T if it is not to be that of the checkpoint
   */
  public static Subject trained(
      UseCases useCases,
      RunConfig config,
      ProgressListener progress,
      Path file,
      OptionalInt timeSteps) {
    DataSet data = Bench.data(useCases, config, progress);
    Checkpoint checkpoint = useCases.store().load(file);
    Bench.requireFitting(data, file, checkpoint);
    return new Subject(
        new BenchmarkSubject.Trained(
            checkpoint, timeSteps.orElse(checkpoint.model().timeSteps()), data.test()),
        file.toString(),
        data.name());
  }
}
