package org.dietsnn.application.port.in;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.dietsnn.application.port.out.ComputeBackend;

/**
 * A benchmark to run.
 *
 * @param backend what computes
 * @param subject network and images
 * @param passes what to measure, at least one
 * @param batch images at a time, at least 1
 * @param warmUp what comes before the rounds that are measured
 * @param rounds rounds that are measured, at least 1
 * @param seed of random weights, images and labels
 */
public record BenchmarkCommand(
    ComputeBackend backend,
    BenchmarkSubject subject,
    Set<BenchmarkedPass> passes,
    int batch,
    WarmUp warmUp,
    int rounds,
    long seed) {
  public BenchmarkCommand {
    require(!passes.isEmpty(), "nothing to measure: neither inference nor training");
    passes = Collections.unmodifiableSet(EnumSet.copyOf(passes));
    require(batch >= 1, "batch " + batch + ", must be >= 1");
    require(rounds >= 1, "rounds " + rounds + ", must be >= 1");
    if (subject instanceof BenchmarkSubject.Trained trained) {
      require(
          batch <= trained.images().size(),
          String.format(
              Locale.ROOT,
              "a batch of %d images from a set of %d; choose a smaller batch",
              batch,
              trained.images().size()));
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
