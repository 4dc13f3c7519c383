package org.dietsnn.cpu.kernel;

/** Stand-in for the derivative of the spike with respect to {@code z = U / theta - 1}. */
@FunctionalInterface
public interface SurrogateDerivative {

  /** The derivative at z. */
  float at(float z);
}
