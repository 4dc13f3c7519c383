package org.dietsnn.application.service;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Tensor;

/**
 * What every round of a benchmark computes.
 *
 * @param network what runs
 * @param parameters of the network
 * @param timeSteps T
 * @param images one batch, {@code [n][channel][row][column]}, normalised
 * @param labels random, one per image; not modified
 */
record BenchmarkLoad(
    Network network, Parameters parameters, int timeSteps, Tensor images, int[] labels) {

  /** Draws or reads all of it, and searches the thresholds of a spiking network that is drawn. */
  static BenchmarkLoad of(BenchmarkCommand command, ProgressListener progress) {
    BenchmarkSubject subject = command.subject();
    Network network = subject.model().network();
    Tensor images = images(command);
    return new BenchmarkLoad(
        network,
        parameters(command, network, images, progress),
        subject.timeSteps(),
        images,
        labels(command, network));
  }

  private static Tensor images(BenchmarkCommand command) {
    Model model = command.subject().model();
    Shape shape = model.architecture().input();
    if (command.subject() instanceof BenchmarkSubject.Trained trained) {
      int[] first = IntStream.range(0, command.batch()).toArray();
      Batch batch = Batch.read(trained.images(), model, first);
      if (batch.size() < first.length) {
        throw new FailureException(
            FailureKind.BAD_DATA,
            String.format(
                Locale.ROOT,
                "%d of the first %d images cannot be read, a benchmark needs all of them; take a smaller batch or mend them",
                first.length - batch.size(),
                first.length));
      }
      return batch.images();
    }
    SplittableRandom random = Randomness.BENCHMARK_IMAGES.stream(command.seed(), 0, 0);
    float[] pixels = new float[Math.multiplyExact(command.batch(), shape.neurons())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    int[] dimensions = {command.batch(), shape.channels(), shape.height(), shape.width()};
    return Tensor.of(dimensions, pixels);
  }

  private static Parameters parameters(
      BenchmarkCommand command, Network network, Tensor images, ProgressListener progress) {
    if (command.subject() instanceof BenchmarkSubject.Drawn drawn) {
      Parameters weights = drawn.weights().draw(network, new SplittableRandom(command.seed()));
      return drawn.spikeRate().isPresent()
          ? new RateCalibration(drawn.timeSteps(), drawn.spikeRate().getAsDouble())
              .calibrated(command.backend(), network, weights, images, progress)
          : weights;
    }
    return ((BenchmarkSubject.Trained) command.subject()).checkpoint().parameters();
  }

  private static int[] labels(BenchmarkCommand command, Network network) {
    SplittableRandom random = Randomness.BENCHMARK_LABELS.stream(command.seed(), 0, 0);
    return random.ints(command.batch(), 0, network.classes()).toArray();
  }
}
