package org.dietsnn.domain.conversion;

import java.util.Arrays;
import java.util.Locale;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * A batch normalisation as it stands after training, y = gamma (x - mean) / sqrt(variance +
 * epsilon) + beta for each channel (Ioffe and Szegedy, 2015), and its folding into the layer before
 * it.
 *
 * @param gamma factor, one per channel
 * @param beta shift, one per channel
 * @param mean running mean, one per channel
 * @param variance running variance, one per channel
 * @param epsilon added to the variance
 */
public record BatchNormalisation(
    Tensor gamma, Tensor beta, Tensor mean, Tensor variance, double epsilon) {
  /**
   * Checks that there is one value of each per channel.
   *
   * @throws IllegalArgumentException if the sizes differ, or a variance plus epsilon is not a
   *     positive number
   */
  public BatchNormalisation {
    for (Tensor tensor : new Tensor[] {beta, mean, variance}) {
      if (!Arrays.equals(tensor.shape(), gamma.shape()) || gamma.shape().length != 1) {
        throw new IllegalArgumentException(
            "gamma, beta, mean and variance must be vectors of one length, found shapes %s, %s, %s, %s"
                .formatted(
                    Arrays.toString(gamma.shape()),
                    Arrays.toString(beta.shape()),
                    Arrays.toString(mean.shape()),
                    Arrays.toString(variance.shape())));
      }
    }
    for (int c = 0; c < variance.size(); c++) {
      double sum = variance.at(c) + epsilon;
      if (!(sum > 0 && Double.isFinite(sum))) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "variance %s of channel %d plus epsilon %s must be a positive number",
                variance.at(c),
                c,
                epsilon));
      }
    }
  }

  /** The number of channels. */
  public int channels() {
    return gamma.size();
  }

  /**
   * The weight of the layer before with this normalisation folded in: w gamma / sqrt(variance +
   * epsilon) for each output channel, computed in double precision.
   *
   * @param weight output channels outermost
   * @return of the same shape and precision
   * @throws IllegalArgumentException if the weight has another number of output channels
   */
  public Tensor foldedWeight(Tensor weight) {
    requireChannels(weight.shape().length == 0 ? 0 : weight.shape()[0]);
    double[] values = weight.toDoubles();
    int each = channels() == 0 ? 0 : values.length / channels();
    for (int c = 0; c < channels(); c++) {
      double factor = factor(c);
      for (int i = c * each; i < (c + 1) * each; i++) {
        values[i] *= factor;
      }
    }
    return Tensor.of(weight.shape(), values).as(weight.precision());
  }

  /**
   * The bias that comes with {@link #foldedWeight}: beta + (b - mean) gamma / sqrt(variance +
   * epsilon), computed in double precision.
   *
   * @param bias of the layer before, one per channel; null for none
   * @param precision of the result
   * @throws IllegalArgumentException if the bias has another number of channels
   */
  public Tensor foldedBias(Tensor bias, Precision precision) {
    if (bias != null) {
      requireChannels(bias.size());
    }
    double[] values = new double[channels()];
    for (int c = 0; c < values.length; c++) {
      double before = bias == null ? 0 : bias.at(c);
      values[c] = beta.at(c) + (before - mean.at(c)) * factor(c);
    }
    return Tensor.of(new int[] {values.length}, values).as(precision);
  }

  private double factor(int channel) {
    return gamma.at(channel) / Math.sqrt(variance.at(channel) + epsilon);
  }

  private void requireChannels(int found) {
    if (found != channels()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a batch normalisation of %d channels cannot be folded into a layer of %d",
              channels(),
              found));
    }
  }
}
