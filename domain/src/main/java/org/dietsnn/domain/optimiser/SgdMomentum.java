package org.dietsnn.domain.optimiser;

import java.util.List;
import org.dietsnn.domain.network.ParameterRole;

/**
 * Stochastic gradient descent with heavy-ball momentum:
 *
 * <pre>
 *   g        = gradient + weightDecay * w
 *   velocity = momentum * velocity + g
 *   w        = w - rate * velocity
 * </pre>
 *
 * @param momentum share of the velocity that is kept
 * @param weightDecay L2 penalty factor
 * @param decayNeuronParameters whether the penalty also applies to thresholds and leaks
 */
public record SgdMomentum(double momentum, double weightDecay, boolean decayNeuronParameters)
    implements Optimiser {
  public SgdMomentum {
    if (!(momentum >= 0 && momentum < 1 && weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "SGD: momentum %s must be in [0, 1), weight decay %s >= 0"
              .formatted(momentum, weightDecay));
    }
  }

  @Override
  public List<String> slots() {
    return List.of("momentum_buffer");
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
    double decay = weightDecay(role);
    double rate = step.learningRate();
    double[] velocity = slots[0];
    for (int i = from; i < to; i++) {
      velocity[i] = momentum * velocity[i] + (gradients[i] + decay * values[i]);
      values[i] -= rate * velocity[i];
    }
    if (role.ofNeuron()) {
      for (int i = from; i < to; i++) {
        values[i] = role.clamp(values[i]);
      }
    }
  }
}
