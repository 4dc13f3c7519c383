package org.dietsnn.application.port.in;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.dietsnn.application.port.out.PeakMemory;

/**
 * The times of one pass on one backend of a comparison.
 *
 * @param pass what a round did
 * @param batch images per round
 * @param firstSeconds from opening a session to the end of its first batch
 * @param seconds of each round, those to warm up left out, in order
 * @param peak the most memory used up to the end of the last round
 */
public record PassTimes(
    BenchmarkedPass pass, int batch, double firstSeconds, List<Double> seconds, PeakMemory peak) {
  private static final int MEDIAN = 50;

  public PassTimes {
    seconds = List.copyOf(seconds);
  }

  /** Images per second in the median round. */
  public double imagesPerSecond() {
    return batch / StatUtils.percentile(all(), MEDIAN);
  }

  /** Images per second in the slowest round. */
  public double leastImagesPerSecond() {
    return batch / StatUtils.max(all());
  }

  /** Images per second in the fastest round. */
  public double greatestImagesPerSecond() {
    return batch / StatUtils.min(all());
  }

  /**
   * How many times as fast this is as another: the median over rounds of the other's time divided
   * by this one's. Of rounds that alternated, because each quotient compares neighbours in time.
   *
   * @throws IllegalArgumentException if it has another number of rounds
   */
  public double timesAsFastAs(PassTimes other) {
    if (seconds.size() != other.seconds.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "rounds must be as many, this = %d, other = %d",
              seconds.size(),
              other.seconds.size()));
    }
    double[] quotients =
        IntStream.range(0, seconds.size())
            .mapToDouble(r -> other.seconds.get(r) / seconds.get(r))
            .toArray();
    return StatUtils.percentile(quotients, MEDIAN);
  }

  private double[] all() {
    return seconds.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
