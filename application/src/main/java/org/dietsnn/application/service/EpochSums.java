package org.dietsnn.application.service;

import java.util.Locale;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.run.EpochPosition;

/** What an epoch has shown so far, going on from a position within it. */
final class EpochSums {
  private final long start = System.nanoTime();
  private final double secondsBefore;
  private int visited;
  private int images;
  private double lossSum;
  private int correct;

  EpochSums(EpochPosition before) {
    visited = before.visited();
    images = before.images();
    lossSum = before.lossSum();
    correct = before.correct();
    secondsBefore = before.seconds();
  }

  /** Adds the loss of a batch, summed over its images. */
  void addLoss(double sum) {
    lossSum += sum;
  }

  /**
   * Adds what was predicted for a batch.
   *
   * @param behind images of the epoch's order that are behind it now
   */
  void add(Inference inference, Batch batch, int classes, int behind) {
    for (int n = 0; n < batch.size(); n++) {
      correct += inference.prediction(n, classes) == batch.labels()[n] ? 1 : 0;
    }
    images += batch.size();
    visited = behind;
  }

  int visited() {
    return visited;
  }

  int images() {
    return images;
  }

  double loss() {
    return lossSum / images;
  }

  double accuracy() {
    return (double) correct / images;
  }

  EpochPosition position() {
    double seconds = secondsBefore + (System.nanoTime() - start) * 1e-9;
    return new EpochPosition(visited, images, lossSum, correct, seconds);
  }

  /** For progress. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "loss %.3f, %.1f %% right", loss(), 100.0 * correct / images);
  }
}
