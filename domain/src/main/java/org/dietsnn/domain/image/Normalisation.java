package org.dietsnn.domain.image;

import java.util.List;

/**
 * Per-channel standardisation (x - mean) / deviation of pixels in [0, 1].
 *
 * @param means one per channel
 * @param deviations one per channel, each &gt; 0
 */
public record Normalisation(List<Double> means, List<Double> deviations) {
  public Normalisation {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size() || deviations.stream().anyMatch(d -> !(d > 0))) {
      throw new IllegalArgumentException(
          "normalisation needs as many means as deviations and deviations > 0, found %s and %s"
              .formatted(means, deviations));
    }
  }

  /**
   * Standardises one image in place.
   *
   * @param pixels {@code [channel][pixel]} from offset on; modified
   * @param offset first element
   * @param pixelsPerChannel rows times columns
   */
  public void apply(float[] pixels, int offset, int pixelsPerChannel) {
    for (int c = 0; c < means.size(); c++) {
      float mean = means.get(c).floatValue();
      float deviation = deviations.get(c).floatValue();
      int start = offset + c * pixelsPerChannel;
      for (int i = start; i < start + pixelsPerChannel; i++) {
        pixels[i] = (pixels[i] - mean) / deviation;
      }
    }
  }
}
