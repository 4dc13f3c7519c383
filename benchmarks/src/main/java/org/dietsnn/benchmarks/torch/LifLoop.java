package org.dietsnn.benchmarks.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The leaky integrate-and-fire loop over time in three in-place operators a step:
 *
 * <pre>
 *   s_t     = [U_t &gt; theta]
 *   U_(t+1) = I_(t+1) + lambda U_t - lambda theta s_t
 * </pre>
 *
 * and its back-propagation in five. With the surrogate gamma max(0, 1 - |U / theta - 1|) = gamma /
 * theta A_t, where A_t = max(0, min(U_t, 2 theta - U_t)), and the factor c = gamma / theta^2 left
 * out of every pass,
 *
 * <pre>
 *   dU_t = c D_t,  D_t = A_t dL/ds_t + lambda D_(t+1)
 * </pre>
 *
 * so that the caller multiplies by {@link #factor} what is small: weights and their gradients.
 *
 * @param steps T
 * @param leak lambda
 * @param threshold theta
 * @param gamma height of the surrogate
 */
record LifLoop(int steps, double leak, double threshold, double gamma) {

  /** dL/dthreshold and dL/dleak of a population. */
  record NeuronGradient(double threshold, double leak) {}

  /** The constant c that {@link #backward} leaves out. */
  double factor() {
    return gamma / (threshold * threshold);
  }

  /**
   * Inference.
   *
   * @param currents flat; replaced by the spikes
   */
  void fireInPlace(Tensor currents) {
    Slices slices = new Slices(currents, steps);
    Slices.forEachPiece(
        slices.size(),
        (from, length) -> {
          for (int t = 0; t < steps; t++) {
            Tensor now = slices.at(t, from, length);
            if (t + 1 == steps) {
              now.gt_(scalar(threshold));
            } else {
              Tensor next = slices.at(t + 1, from, length);
              next.add_(now, scalar(leak));
              now.gt_(scalar(threshold));
              next.add_(now, scalar(-leak * threshold));
            }
          }
        });
  }

  /**
   * The forward pass of training.
   *
   * @param currents flat; replaced by the potentials U before the reset
   * @return the spikes, flat
   */
  Tensor fire(Tensor currents) {
    Tensor spikes = Layout.empty(currents.numel());
    Slices potential = new Slices(currents, steps);
    Slices spike = new Slices(spikes, steps);
    Slices.forEachPiece(
        potential.size(),
        (from, length) -> {
          for (int t = 0; t < steps; t++) {
            Tensor now = potential.at(t, from, length);
            Tensor fired = spike.at(t, from, length);
            if (t > 0) {
              now.add_(potential.at(t - 1, from, length), scalar(leak));
              now.add_(spike.at(t - 1, from, length), scalar(-leak * threshold));
            }
            torch.gt_outf(now, scalar(threshold), fired);
          }
        });
    return spikes;
  }

  /**
   * A population whose current is the same at every step.
   *
   * @param current one step, flat; not modified
   * @param potentials all steps, flat, to be filled with U; null if nobody wants them
   * @return the spikes, flat
   */
  Tensor fireStatic(Tensor current, Tensor potentials) {
    Tensor spikes = Layout.empty(steps * current.numel());
    Slices constant = new Slices(current, 1);
    Slices spike = new Slices(spikes, steps);
    Slices kept = potentials == null ? null : new Slices(potentials, steps);
    Tensor scratch = Layout.empty(Slices.pieceLength(current.numel()));
    Slices.forEachPiece(
        constant.size(),
        (from, length) -> {
          Tensor brought = constant.at(0, from, length);
          Tensor before = brought;
          for (int t = 0; t < steps; t++) {
            Tensor now = kept == null ? scratch.narrow(0, 0, length) : kept.at(t, from, length);
            if (t > 0) {
              torch.add_outf(brought, before, scalar(leak), now);
              now.add_(spike.at(t - 1, from, length), scalar(-leak * threshold));
            } else if (kept == null) {
              now = brought;
            } else {
              now.copy_(brought);
            }
            torch.gt_outf(now, scalar(threshold), spike.at(t, from, length));
            before = now;
          }
        });
    return spikes;
  }

  /**
   * Back-propagation through time.
   *
   * @param potentials U, flat; not modified
   * @param gradient dL/ds, flat: of all steps, and then it is modified and returned, or one step
   *     long, the same for all
   * @return D, flat; times {@link #factor} it is dL/dI
   */
  Tensor backward(Tensor potentials, Tensor gradient) {
    boolean constant = gradient.numel() < potentials.numel();
    Tensor result = constant ? Layout.empty(potentials.numel()) : gradient;
    Slices potential = new Slices(potentials, steps);
    Slices arriving = new Slices(gradient, constant ? 1 : steps);
    Slices leaving = new Slices(result, steps);
    Tensor scratch = Layout.empty(Slices.pieceLength(potential.size()));
    Slices.forEachPiece(
        potential.size(),
        (from, length) -> {
          Tensor surrogate = scratch.narrow(0, 0, length);
          for (int t = steps - 1; t >= 0; t--) {
            Tensor now = potential.at(t, from, length);
            Tensor out = leaving.at(t, from, length);
            torch.rsub_outf(now, scalar(2 * threshold), scalar(1), surrogate);
            torch.minimum_outf(surrogate, now, surrogate);
            surrogate.clamp_min_(scalar(0));
            torch.mul_outf(arriving.at(constant ? 0 : t, from, length), surrogate, out);
            if (t + 1 < steps) {
              out.add_(leaving.at(t + 1, from, length), scalar(leak));
            }
          }
        });
    return result;
  }

  /**
   * The gradients of threshold and leak, from three dot products. With R = sum U_t dU_t, P = sum
   * U_t dU_(t+1) and Q = sum s_t dU_(t+1), dlambda = P - theta Q and dtheta = -(R - lambda P) /
   * theta - lambda Q.
   *
   * @param potentials U, flat
   * @param spikes s, flat
   * @param result of {@link #backward}
   */
  NeuronGradient parameters(Tensor potentials, Tensor spikes, Tensor result) {
    double same = factor() * potentials.dot(result).item_float();
    double earlier = 0;
    double fired = 0;
    if (steps > 1) {
      Tensor later = new Slices(result, steps).range(1, steps);
      Slices potential = new Slices(potentials, steps);
      Slices spike = new Slices(spikes, steps);
      earlier = factor() * potential.range(0, steps - 1).dot(later).item_float();
      fired = factor() * spike.range(0, steps - 1).dot(later).item_float();
    }
    return new NeuronGradient(
        -(same - leak * earlier) / threshold - leak * fired, earlier - threshold * fired);
  }

  private static Scalar scalar(double value) {
    return new Scalar((float) value);
  }
}
