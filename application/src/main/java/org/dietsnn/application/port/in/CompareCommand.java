package org.dietsnn.application.port.in;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.Contestants;

/**
 * A comparison to run.
 *
 * @param backends by name, the first of which the others are compared with; empty for all that are
 *     usable, the preferred one first
 * @param settings of all of them
 * @param contestants starts those that are timed
 * @param subject network and images
 * @param passes what to time, at least one
 * @param batch images at a time, at least 1
 * @param images images whose predictions, logits and spike counts are compared, at least 1
 * @param traced images whose spikes are compared one by one, at least 1, at most {@code images}
 * @param steps training steps after which parameters are compared, at least 1
 * @param warmUp rounds before those that are measured, at least 0
 * @param rounds rounds that are measured, at least 1
 * @param seed of random weights, images and labels
 */
public record CompareCommand(
    List<String> backends,
    ComputeSettings settings,
    Contestants contestants,
    BenchmarkSubject subject,
    Set<BenchmarkedPass> passes,
    int batch,
    int images,
    int traced,
    int steps,
    int warmUp,
    int rounds,
    long seed) {
  public CompareCommand {
    backends = List.copyOf(backends);
    require(
        new HashSet<>(backends).size() == backends.size(),
        "a backend is named twice: " + String.join(", ", backends));
    require(!passes.isEmpty(), "nothing to measure: neither inference nor training");
    passes = Collections.unmodifiableSet(EnumSet.copyOf(passes));
    require(batch >= 1, "batch " + batch + ", must be >= 1");
    require(images >= 1, "images " + images + ", must be >= 1");
    require(
        traced >= 1 && traced <= images,
        String.format(
            Locale.ROOT, "%d traced images, must be in 1 .. %d, the images", traced, images));
    require(steps >= 1, "training steps " + steps + ", must be >= 1");
    require(warmUp >= 0, "warm-up rounds " + warmUp + ", must be >= 0");
    require(rounds >= 1, "rounds " + rounds + ", must be >= 1");
    if (subject instanceof BenchmarkSubject.Trained trained) {
      int needed = Math.max(batch, images);
      require(
          needed <= trained.images().size(),
          String.format(
              Locale.ROOT,
              "%d images from a set of %d; choose a smaller batch or fewer images",
              needed,
              trained.images().size()));
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
