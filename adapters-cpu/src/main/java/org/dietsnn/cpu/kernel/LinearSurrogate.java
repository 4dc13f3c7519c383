package org.dietsnn.cpu.kernel;

/**
 * {@code gamma * max(0, 1 - |z|)} (Bellec et al. 2018; Rathi and Roy 2023, gamma = 0.3). Kernels
 * recognise it and compute it in place.
 *
 * @param gamma height
 */
public record LinearSurrogate(float gamma) implements SurrogateDerivative {

  @Override
  public float at(float z) {
    return gamma * Math.max(0f, 1f - Math.abs(z));
  }
}
