package org.dietsnn.cpu.reference;

import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;

/**
 * One leaky integrate-and-fire neuron over all time steps. With the quantity C that leaks into the
 * next step and the subtraction R of the step after:
 *
 * <pre>
 *   U_t = lambda C_(t-1) + I_t - R_(t-1)      z_t = U_t / theta - 1      s_t = [z_t &gt; 0]
 *
 *   reset           C_t              R_t         reported V_t
 *   SOFT            U_t - theta s_t  0           C_t
 *   SOFT_UNLEAKED   U_t              theta s_t   U_t - theta s_t
 *   HARD            U_t (1 - s_t)    0           C_t
 * </pre>
 *
 * @param neuron reset and surrogate
 * @param theta threshold
 * @param lambda leak
 */
record Lif(Neuron.Lif neuron, double theta, double lambda) {

  /**
   * Forward in time.
   *
   * @param current I {@code [t][neuron]}; not modified
   * @param potential U {@code [t][neuron]}; modified
   * @param spikes s {@code [t][neuron]}; modified
   */
  void forward(double[][] current, double[][] potential, double[][] spikes) {
    for (int t = 0; t < current.length; t++) {
      for (int i = 0; i < current[t].length; i++) {
        potential[t][i] = lambda * carried(potential, spikes, t - 1, i) + current[t][i];
        if (neuron.reset() == Reset.SOFT_UNLEAKED && t > 0) {
          potential[t][i] -= theta * spikes[t - 1][i];
        }
        spikes[t][i] = distance(potential[t][i]) > 0 ? 1 : 0;
      }
    }
  }

  /** z: how far above the threshold, in thresholds. */
  private double distance(double potential) {
    return potential / theta - 1;
  }

  /** C_t, what leaks into step t + 1; zero before the first step. */
  private double carried(double[][] potential, double[][] spikes, int t, int i) {
    if (t < 0) {
      return 0;
    }
    return neuron.reset() == Reset.SOFT_UNLEAKED
        ? potential[t][i]
        : afterReset(potential[t][i], spikes[t][i]);
  }

  /** V_t, the membrane potential after the reset. */
  double afterReset(double potential, double spike) {
    return neuron.reset() == Reset.HARD ? potential * (1 - spike) : potential - theta * spike;
  }

  /** dL/dtheta and dL/dlambda of one population. */
  record Gradient(double theta, double lambda) {}

  /**
   * Backward in time. The spike inside the reset is a constant, theta inside the reset is not.
   *
   * <pre>
   *   g_t  = dL/ds_t * surrogate(z_t)        dC_t = lambda dU_(t+1)
   *   SOFT            dU_t = g_t / theta + dC_t             dtheta -= s_t dC_t
   *   SOFT_UNLEAKED   dU_t = g_t / theta + dC_t             dtheta -= s_(t-1) dU_t
   *   HARD            dU_t = g_t / theta + (1 - s_t) dC_t
   *   all             dtheta -= g_t U_t / theta^2           dlambda += C_(t-1) dU_t      dI_t = dU_t
   * </pre>
   *
   * @param potential U of the forward pass; not modified
   * @param spikes s of the forward pass; not modified
   * @param spikeGradient dL/ds {@code [t][neuron]}; not modified
   * @param currentGradient receives dL/dI {@code [t][neuron]}
   */
  Gradient backward(
      double[][] potential,
      double[][] spikes,
      double[][] spikeGradient,
      double[][] currentGradient) {
    double thetaGradient = 0;
    double lambdaGradient = 0;
    int steps = potential.length;
    for (int i = 0; i < potential[0].length; i++) {
      for (int t = steps - 1; t >= 0; t--) {
        double u = potential[t][i];
        double s = spikes[t][i];
        double g = spikeGradient[t][i] * neuron.surrogate().derivative(distance(u));
        double carriedGradient = t + 1 < steps ? lambda * currentGradient[t + 1][i] : 0;
        double du =
            g / theta
                + (neuron.reset() == Reset.HARD ? (1 - s) * carriedGradient : carriedGradient);
        thetaGradient -= g * u / (theta * theta);
        if (neuron.reset() == Reset.SOFT) {
          thetaGradient -= s * carriedGradient;
        } else if (neuron.reset() == Reset.SOFT_UNLEAKED && t > 0) {
          thetaGradient -= spikes[t - 1][i] * du;
        }
        lambdaGradient += carried(potential, spikes, t - 1, i) * du;
        currentGradient[t][i] = du;
      }
    }
    return new Gradient(thetaGradient, lambdaGradient);
  }
}
