package org.dietsnn.data.nir;

import java.util.OptionalDouble;

/**
 * Turns the constants of a neuron that lives in continuous time into those of one that takes steps,
 * by the explicit Euler method: v + dt / tau ((v_leak - v) + r I) = lambda v + gain I with lambda =
 * 1 - dt / tau and gain = r dt / tau. An IF takes v + dt r I.
 *
 * @param dt seconds that a step stands for
 * @param stated whether the file says so. NIR itself has no time step. Where none is stated, a step
 *     is 1e-4 s, and r of an IF counts per step
 */
record NirTime(double dt, boolean stated) {
  /** What is written, and assumed where nothing is said. */
  static final double STANDARD_DT = 1e-4;

  /** Rounding of constants in float32 that is taken for equality. */
  private static final double ROUNDING = 1e-5;

  static NirTime of(NirGraph graph) {
    OptionalDouble dt = graph.metadata().number(NirLayout.META_DT);
    boolean sound = dt.isPresent() && dt.getAsDouble() > 0 && Double.isFinite(dt.getAsDouble());
    return sound ? new NirTime(dt.getAsDouble(), true) : new NirTime(STANDARD_DT, false);
  }

  /** Lambda; the one in the metadata if tau says the same up to rounding. */
  double leak(NirNode.Lif node) {
    double leak = 1 - dt / node.tau();
    double exact = node.metadata().number(NirLayout.META_LEAK).orElse(leak);
    return Math.abs(exact - leak) <= ROUNDING ? exact : leak;
  }

  /** What currents are multiplied by before they are added to the membrane potential. */
  double gain(NirNode.Population node) {
    double gain = 1;
    if (node instanceof NirNode.Lif lif) {
      gain = lif.r() * dt / lif.tau();
    } else if (node instanceof NirNode.If integrate) {
      gain = stated ? integrate.r() * dt : integrate.r();
    }
    return snapped(gain);
  }

  /** 1 for what is 1 up to rounding. */
  static double snapped(double factor) {
    return Math.abs(factor - 1) <= ROUNDING ? 1 : factor;
  }
}
