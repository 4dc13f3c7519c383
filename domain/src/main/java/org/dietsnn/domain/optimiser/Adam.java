package org.dietsnn.domain.optimiser;

import java.util.List;
import org.dietsnn.domain.network.ParameterRole;

/**
 * Adam, optionally with the maximum of past second moments (AMSGrad):
 *
 * <pre>
 *   g     = gradient + weightDecay * w
 *   m     = beta1 m + (1 - beta1) g
 *   v     = beta2 v + (1 - beta2) g^2
 *   vMax  = max(vMax, v)                                   (AMSGrad only, else v is used)
 *   w     = w - rate / (1 - beta1^k) * m / (sqrt(vMax) / sqrt(1 - beta2^k) + epsilon)
 * </pre>
 *
 * <p>Kingma and Ba, ICLR 2015; Reddi, Kale and Kumar, "On the Convergence of Adam and Beyond", ICLR
 * 2018, with the bias correction where PyTorch applies it.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the denominator
 * @param amsgrad whether the maximum of past second moments is used
 * @param weightDecay L2 penalty factor
 * @param decayNeuronParameters whether the penalty also applies to thresholds and leaks
 */
public record Adam(
    double beta1,
    double beta2,
    double epsilon,
    boolean amsgrad,
    double weightDecay,
    boolean decayNeuronParameters)
    implements Optimiser {
  public Adam {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0 && weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "Adam: beta1 %s and beta2 %s must be in [0, 1), epsilon %s > 0, weight decay %s >= 0"
              .formatted(beta1, beta2, epsilon, weightDecay));
    }
  }

  /** Adam with the usual constants, no penalty on thresholds and leaks. */
  public static Adam standard(boolean amsgrad, double weightDecay) {
    return new Adam(0.9, 0.999, 1e-8, amsgrad, weightDecay, false);
  }

  @Override
  public List<String> slots() {
    return amsgrad
        ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
        : List.of("exp_avg", "exp_avg_sq");
  }

  @Override
  public double weightDecay(ParameterRole role) {
    return role.ofNeuron() && !decayNeuronParameters ? 0 : weightDecay;
  }

  @Override
  public void update(
      UpdateStep step,
      ParameterRole role,
      double[] values,
      double[] gradients,
      double[][] slots,
      int from,
      int to) {
    double rate = step.learningRate() / (1 - Math.pow(beta1, (double) step.number()));
    double rootScale = 1 / Math.sqrt(1 - Math.pow(beta2, (double) step.number()));
    double decay = weightDecay(role);
    double[] first = slots[0];
    double[] second = slots[1];
    double[] greatest = amsgrad ? slots[2] : second;
    for (int i = from; i < to; i++) {
      double g = gradients[i] + decay * values[i];
      double m = beta1 * first[i] + (1 - beta1) * g;
      double v = beta2 * second[i] + (1 - beta2) * g * g;
      first[i] = m;
      second[i] = v;
      double used = amsgrad ? Math.max(greatest[i], v) : v;
      greatest[i] = used;
      values[i] -= rate * (m / (Math.sqrt(used) * rootScale + epsilon));
    }
    if (role.ofNeuron()) {
      for (int i = from; i < to; i++) {
        values[i] = role.clamp(values[i]);
      }
    }
  }

  /**
   * The same rule in float32 arithmetic, each operation rounded: with a square root and a division
   * per parameter, updates are a noticeable part of training an ANN.
   */
  @Override
  public void update(
      UpdateStep step,
      ParameterRole role,
      float[] values,
      float[] gradients,
      int gradientStart,
      float[][] slots,
      int from,
      int to) {
    float rate = (float) (step.learningRate() / (1 - Math.pow(beta1, (double) step.number())));
    float rootScale = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) step.number())));
    float decay = (float) weightDecay(role);
    float kept1 = (float) beta1;
    float new1 = (float) (1 - beta1);
    float kept2 = (float) beta2;
    float new2 = (float) (1 - beta2);
    float least = (float) epsilon;
    float[] first = slots[0];
    float[] second = slots[1];
    float[] greatest = amsgrad ? slots[2] : second;
    int shift = gradientStart - from;
    for (int i = from; i < to; i++) {
      float g = gradients[i + shift] + decay * values[i];
      float m = kept1 * first[i] + new1 * g;
      float v = kept2 * second[i] + new2 * g * g;
      first[i] = m;
      second[i] = v;
      float used = amsgrad ? Math.max(greatest[i], v) : v;
      greatest[i] = used;
      values[i] -= rate * (m / ((float) Math.sqrt(used) * rootScale + least));
    }
    if (role.ofNeuron()) {
      for (int i = from; i < to; i++) {
        values[i] = (float) role.clamp(values[i]);
      }
    }
  }
}
