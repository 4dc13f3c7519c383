package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.loss.CrossEntropy;

/**
 * The sums over one pass of images through a network, without dropout or augmentation.
 *
 * @param images how many were run
 * @param leftOut how many were broken and left out
 * @param correct how many were classified rightly
 * @param lossSum sum of the cross entropies
 * @param predictions predicted classes in order
 * @param activity spikes and operations
 * @param seconds time spent in the engine
 */
record ImageRun(
    int images,
    int leftOut,
    int correct,
    double lossSum,
    List<Integer> predictions,
    Activity activity,
    double seconds) {

  double accuracy() {
    return (double) correct / images;
  }

  double loss() {
    return lossSum / images;
  }

  /** Runs the images at the given indices, {@code batch} at a time. */
  static ImageRun of(
      NetworkSession session,
      Model model,
      int timeSteps,
      ImageSet set,
      int[] indices,
      int batch,
      ProgressListener progress) {
    int seen = 0;
    int correct = 0;
    double lossSum = 0;
    List<Integer> predictions = new ArrayList<>(indices.length);
    Activity activity = null;
    long nanos = 0;
    try (BatchStream stream =
        new BatchStream(set, model, indices, 0, batch, new Look.Measuring())) {
      for (Optional<Batch> next = stream.next(); next.isPresent(); next = stream.next()) {
        Batch images = next.get();
        long start = System.nanoTime();
        Inference inference = session.infer(images.images(), timeSteps);
        nanos += System.nanoTime() - start;
        for (int n = 0; n < images.size(); n++) {
          int prediction = inference.prediction(n, model.architecture().classes());
          predictions.add(prediction);
          correct += prediction == images.labels()[n] ? 1 : 0;
        }
        seen += images.size();
        lossSum += CrossEntropy.of(inference.logits(), images.labels()).value() * images.size();
        activity = activity == null ? inference.activity() : activity.plus(inference.activity());
        progress.advance(
            stream.visited(), String.format(Locale.ROOT, "%.2f %% right", 100.0 * correct / seen));
      }
      if (seen == 0) {
        throw Batch.noneOf(indices.length);
      }
      stream.leftOut().report(progress);
      return new ImageRun(
          seen, stream.leftOut().count(), correct, lossSum, predictions, activity, nanos * 1e-9);
    }
  }
}
