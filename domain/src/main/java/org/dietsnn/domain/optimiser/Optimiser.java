package org.dietsnn.domain.optimiser;

import java.util.List;
import org.dietsnn.domain.network.ParameterRole;

/**
 * An element-wise update rule with some arrays of state ("slots") per parameter, all zero before
 * the first step. Sealed, because an adapter whose arrays lie on another device must be able to
 * express each one there; adapters whose arrays are Java arrays call {@link #update} itself.
 *
 * <p>Every rule ends by clamping thresholds and leaks to their range ({@link ParameterRole#clamp}).
 */
public sealed interface Optimiser permits Adam, SgdMomentum {

  /** Names of the state arrays, as checkpoints call them. */
  List<String> slots();

  /** The L2 penalty factor that applies to parameters of this role. */
  double weightDecay(ParameterRole role);

  /**
   * Updates a range of one parameter.
   *
   * @param step which step this is
   * @param role what the parameter does; decides weight decay and range
   * @param values the parameter; modified in [from, to)
   * @param gradients dL/dvalue; not modified
   * @param slots one array per name in {@link #slots()}; modified in [from, to)
   * @param from first element
   * @param to one past the last element
   */
  void update(
      UpdateStep step,
      ParameterRole role,
      double[] values,
      double[] gradients,
      double[][] slots,
      int from,
      int to);

  /**
   * The same for float32 arrays: each element is widened, updated by the double-precision rule and
   * rounded, unless a rule has a float32 form of its own. The other parameters are as in the other
   * overload.
   *
   * @param gradients dL/dvalue of a range that may lie elsewhere than the values; not modified
   * @param gradientStart where the gradient of element {@code from} lies
   */
  default void update(
      UpdateStep step,
      ParameterRole role,
      float[] values,
      float[] gradients,
      int gradientStart,
      float[][] slots,
      int from,
      int to) {
    int chunk = Math.min(512, to - from);
    double[] wideValues = new double[chunk];
    double[] wideGradients = new double[chunk];
    double[][] wideSlots = new double[slots.length][chunk];
    for (int start = from; start < to; start += chunk) {
      int length = Math.min(chunk, to - start);
      widen(values, start, wideValues, length);
      widen(gradients, gradientStart + start - from, wideGradients, length);
      for (int s = 0; s < slots.length; s++) {
        widen(slots[s], start, wideSlots[s], length);
      }
      update(step, role, wideValues, wideGradients, wideSlots, 0, length);
      narrow(wideValues, values, start, length);
      for (int s = 0; s < slots.length; s++) {
        narrow(wideSlots[s], slots[s], start, length);
      }
    }
  }

  private static void widen(float[] from, int start, double[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = from[start + i];
    }
  }

  private static void narrow(double[] from, float[] to, int start, int length) {
    for (int i = 0; i < length; i++) {
      to[start + i] = (float) from[i];
    }
  }
}
