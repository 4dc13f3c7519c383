package org.dietsnn.benchmarks.measurement;

import java.util.Locale;
import org.dietsnn.benchmarks.contest.Timings;

/**
 * One line of the report.
 *
 * @param measurement which question it answers
 * @param net which network
 * @param rate spikes per neuron and step; 0 for an ANN
 * @param a what was measured
 * @param b what it is compared with
 * @param valueA of the first, in the unit
 * @param valueB of the second
 * @param unit images/s, ms or MiB
 * @param ratio first over second
 * @param least ratio in a pair of neighbouring rounds; the ratio itself where there is one round
 * @param greatest ratio in a pair of neighbouring rounds
 * @param bar what the ratio has to reach
 */
public record Result(
    String measurement,
    String net,
    double rate,
    String a,
    String b,
    double valueA,
    double valueB,
    String unit,
    double ratio,
    double least,
    double greatest,
    Bar bar) {

  /** Images per second; the ratio is the speed-up. */
  static Result ofRates(
      String measurement,
      String net,
      double rate,
      String a,
      String b,
      int images,
      Timings timings,
      Bar bar) {
    return new Result(
        measurement,
        net,
        rate,
        a,
        b,
        images / timings.medianA(),
        images / timings.medianB(),
        "images/s",
        timings.speedup(),
        timings.leastSpeedup(),
        timings.greatestSpeedup(),
        bar);
  }

  /** Milliseconds per step; the ratio is that of the times. */
  static Result ofTimes(
      String measurement, String net, double rate, String a, String b, Timings timings, Bar bar) {
    return new Result(
        measurement,
        net,
        rate,
        a,
        b,
        1e3 * timings.medianA(),
        1e3 * timings.medianB(),
        "ms",
        1 / timings.speedup(),
        1 / timings.greatestSpeedup(),
        1 / timings.leastSpeedup(),
        bar);
  }

  /** Whether the bar is reached. */
  public boolean met() {
    return bar.met(ratio);
  }

  /** In one line, for progress. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s%s: %s %.4g, %s %.4g %s, ratio %.3f (%.3f to %.3f)",
        measurement,
        net,
        rate > 0 ? String.format(Locale.ROOT, " at %.1f %%", 100 * rate) : "",
        a,
        valueA,
        b,
        valueB,
        unit,
        ratio,
        least,
        greatest);
  }
}
