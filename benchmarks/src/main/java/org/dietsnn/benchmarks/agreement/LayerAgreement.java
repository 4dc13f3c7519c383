package org.dietsnn.benchmarks.agreement;

/**
 * One spiking population on both sides.
 *
 * @param layer name of the population
 * @param ours spikes that ours emits
 * @param theirs spikes that libtorch emits in a run of its own
 * @param differingGiven share of neurons, images and steps whose spike differs when libtorch is
 *     given our spikes of the layers before
 * @param differing the same in runs of their own
 */
public record LayerAgreement(
    String layer, long ours, long theirs, double differingGiven, double differing) {

  static LayerAgreement of(String layer, float[] ours, float[] given, float[] own) {
    return new LayerAgreement(
        layer, spikes(ours), spikes(own), differing(ours, given), differing(ours, own));
  }

  /** Difference of the spike counts relative to ours. */
  public double countDifference() {
    return ours == theirs ? 0 : Math.abs(ours - theirs) / (double) Math.max(1, ours);
  }

  private static long spikes(float[] values) {
    long count = 0;
    for (float value : values) {
      count += value > 0 ? 1 : 0;
    }
    return count;
  }

  private static double differing(float[] a, float[] b) {
    long count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return (double) count / a.length;
  }
}
