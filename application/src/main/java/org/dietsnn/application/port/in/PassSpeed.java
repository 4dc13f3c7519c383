package org.dietsnn.application.port.in;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.domain.activity.Activity;

/**
 * The rounds of one pass, those to warm up left out.
 *
 * @param pass what a round did
 * @param batch images per round
 * @param denseOperations per image, by {@link BenchmarkedPass#denseOperations}
 * @param seconds wall-clock time of each round, in order
 * @param activity of the forward pass of the last round
 * @param work what all rounds together did in each population; empty where the backend does not
 *     measure it
 */
public record PassSpeed(
    BenchmarkedPass pass,
    int batch,
    double denseOperations,
    List<Double> seconds,
    Activity activity,
    List<LayerWork> work) {
  private static final int MEDIAN = 50;

  public PassSpeed {
    seconds = List.copyOf(seconds);
    work = List.copyOf(work);
  }

  /** Median time of a round. */
  public double medianSeconds() {
    return StatUtils.percentile(all(), MEDIAN);
  }

  /** Time of the fastest round. */
  public double leastSeconds() {
    return StatUtils.min(all());
  }

  /** Time of the slowest round. */
  public double greatestSeconds() {
    return StatUtils.max(all());
  }

  /** Images per second in the median round. */
  public double imagesPerSecond() {
    return batch / medianSeconds();
  }

  /** Dense-equivalent floating-point operations per second in the median round, in 10^9. */
  public double gigaflops() {
    return 1e-9 * denseOperations * imagesPerSecond();
  }

  private double[] all() {
    return seconds.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
