package org.dietsnn.cli.report;

import java.util.Locale;
import org.dietsnn.application.port.in.PassSpeed;
import org.dietsnn.application.port.out.LayerWork;

/**
 * How fast one pass was. Figures per second are those of the median round.
 *
 * @param pass {@code inference} or {@code training}
 * @param medianMilliseconds per batch
 * @param leastMilliseconds per batch
 * @param greatestMilliseconds per batch
 * @param millisecondsPerImage median
 * @param imagesPerSecond images per second
 * @param denseOperationsPerImage floating-point operations if every operand were dense
 * @param denseGigaflops 10^9 of them per second
 * @param shareInLayers share of the time of all rounds that was spent in layers; null where the
 *     backend does not measure it
 */
public record PassReport(
    String pass,
    double medianMilliseconds,
    double leastMilliseconds,
    double greatestMilliseconds,
    double millisecondsPerImage,
    double imagesPerSecond,
    double denseOperationsPerImage,
    double denseGigaflops,
    Double shareInLayers) {
  private static final double MILLI = 1e3;
  private static final double NANO = 1e-9;

  /** The report of a measurement. */
  public static PassReport of(PassSpeed speed) {
    return new PassReport(
        speed.pass().name().toLowerCase(Locale.ROOT),
        MILLI * speed.medianSeconds(),
        MILLI * speed.leastSeconds(),
        MILLI * speed.greatestSeconds(),
        MILLI * speed.medianSeconds() / speed.batch(),
        speed.imagesPerSecond(),
        speed.denseOperations(),
        speed.gigaflops(),
        speed.work().isEmpty() ? null : inLayers(speed));
  }

  private static double inLayers(PassSpeed speed) {
    double nanos = 0;
    for (LayerWork layer : speed.work()) {
      nanos += layer.forwardNanos() + layer.backwardNanos();
    }
    return NANO * nanos / speed.seconds().stream().mapToDouble(Double::doubleValue).sum();
  }
}
