package org.dietsnn.application.service;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Makes the work of a benchmark or a comparison: draws or reads network, images and labels, and
 * searches the thresholds of a spiking network that is drawn.
 *
 * @param subject network and images
 * @param batch images that thresholds are searched with, and the first that are timed
 * @param seed of random weights, images and labels
 */
record Workloads(BenchmarkSubject subject, int batch, long seed) {

  /**
   * Work on so many images.
   *
   * @param images at least a batch
   * @param backend searches thresholds
   */
  Workload of(int images, ComputeBackend backend, ProgressListener progress) {
    Network network = subject.model().network();
    Tensor pixels =
        subject instanceof BenchmarkSubject.Trained trained ? read(trained, images) : drawn(images);
    SplittableRandom random = Randomness.BENCHMARK_LABELS.stream(seed, 0, 0);
    int[] labels = random.ints(images, 0, network.classes()).toArray();
    Workload work =
        new Workload(subject.model(), weights(network), subject.timeSteps(), pixels, labels);
    return subject instanceof BenchmarkSubject.Drawn drawn && drawn.spikeRate().isPresent()
        ? calibrated(work, drawn.spikeRate().getAsDouble(), backend, progress)
        : work;
  }

  private static Tensor read(BenchmarkSubject.Trained trained, int images) {
    int[] first = IntStream.range(0, images).toArray();
    Batch read = Batch.read(trained.images(), trained.model(), first);
    if (read.size() < images) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%d of the first %d images cannot be read, and all of them are needed here; take fewer or mend them",
              images - read.size(),
              images));
    }
    return read.images();
  }

  private Tensor drawn(int images) {
    Shape shape = subject.model().architecture().input();
    SplittableRandom random = Randomness.BENCHMARK_IMAGES.stream(seed, 0, 0);
    float[] pixels = new float[Math.multiplyExact(images, shape.neurons())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return Tensor.of(new int[] {images, shape.channels(), shape.height(), shape.width()}, pixels);
  }

  private Parameters weights(Network network) {
    return subject instanceof BenchmarkSubject.Trained trained
        ? trained.checkpoint().parameters()
        : ((BenchmarkSubject.Drawn) subject).weights().draw(network, new SplittableRandom(seed));
  }

  private Workload calibrated(
      Workload work, double rate, ComputeBackend backend, ProgressListener progress) {
    Parameters parameters =
        new RateCalibration(work.timeSteps(), rate)
            .calibrated(
                backend,
                work.network(),
                work.parameters(),
                work.images(0, batch).images(),
                progress);
    return new Workload(work.model(), parameters, work.timeSteps(), work.images(), work.labels());
  }
}
