package org.dietsnn.application.service;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Tensor;

/**
 * A batch that is being read.
 *
 * @param shape of its images
 * @param pixels receives them one after the other
 * @param labels one per image
 * @param failures by image: why it is left out, or nothing if it is there
 */
record PendingBatch(
    Shape shape, float[] pixels, int[] labels, List<Future<Optional<String>>> failures) {

  /**
   * Waits for all images.
   *
   * @param leftOut receives those that were left out
   * @return those that are there; empty if there is none
   * @throws FailureException as the first image in order failed, or if this thread is interrupted
   */
  Optional<Batch> await(LeftOut leftOut) {
    int size = shape.neurons();
    int there = 0;
    int[] kept = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      Optional<String> failure = get(failures.get(i));
      if (failure.isPresent()) {
        leftOut.add(failure.get());
      } else {
        if (there < i) {
          System.arraycopy(pixels, i * size, pixels, there * size, size);
        }
        kept[there++] = labels[i];
      }
    }
    if (there == 0) {
      return Optional.empty();
    }
    boolean all = there == labels.length;
    int[] dimensions = {there, shape.channels(), shape.height(), shape.width()};
    return Optional.of(
        new Batch(
            Tensor.of(dimensions, all ? pixels : Arrays.copyOf(pixels, there * size)),
            all ? kept : Arrays.copyOf(kept, there)));
  }

  private static Optional<String> get(Future<Optional<String>> image) {
    try {
      return image.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(FailureKind.INPUT_OUTPUT, "interrupted while images were read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }
}
