package org.dietsnn.domain.neuron;

/**
 * What a spike does to the membrane potential. With input current I_t, leak lambda, threshold theta
 * and s_t = 1 if U_t / theta - 1 &gt; 0, else 0:
 *
 * <table>
 * <caption>Reset semantics</caption>
 * <tr><td>SOFT</td><td>U_t = lambda V_(t-1) + I_t, V_t = U_t - theta s_t</td></tr>
 * <tr><td>SOFT_UNLEAKED</td><td>U_t = lambda U_(t-1) + I_t - theta s_(t-1)</td></tr>
 * <tr><td>HARD</td><td>U_t = lambda V_(t-1) + I_t, V_t = U_t (1 - s_t)</td></tr>
 * </table>
 *
 * <p>All states are zero before the first step. For the gradient the spike inside the reset is a
 * constant, theta inside the reset is not.
 */
public enum Reset {
  /**
   * Subtraction of the threshold within the step, so that the remainder leaks: what the authors of
   * DIET-SNN run.
   */
  SOFT,
  /** Subtraction in the following step, not leaked: the equation printed in the DIET-SNN paper. */
  SOFT_UNLEAKED,
  /** Reset to zero, as other simulators and NIR have it. */
  HARD
}
