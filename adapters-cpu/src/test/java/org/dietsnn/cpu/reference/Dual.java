package org.dietsnn.cpu.reference;

import org.dietsnn.domain.neuron.Surrogate;

/**
 * A number and its derivative with respect to one parameter: differentiation forward in time,
 * independent of back-propagation.
 */
record Dual(double value, double slope) {
  static Dual constant(double value) {
    return new Dual(value, 0);
  }

  Dual plus(Dual other) {
    return new Dual(value + other.value, slope + other.slope);
  }

  Dual minus(Dual other) {
    return new Dual(value - other.value, slope - other.slope);
  }

  Dual times(Dual other) {
    return new Dual(value * other.value, slope * other.value + value * other.slope);
  }

  Dual over(Dual other) {
    return new Dual(
        value / other.value,
        (slope * other.value - value * other.slope) / (other.value * other.value));
  }

  /** [value &gt; 0], with the surrogate for its derivative. */
  Dual spike(Surrogate surrogate) {
    return new Dual(value > 0 ? 1 : 0, surrogate.derivative(value) * slope);
  }

  /** The same value as a constant. */
  Dual detached() {
    return constant(value);
  }
}
