package org.dietsnn.gpu.device;

import java.util.Optional;

/**
 * A GPU as CUDA names it.
 *
 * @param name of the product
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param freeBytes memory that nobody uses
 */
public record Gpu(String name, int major, int minor, long freeBytes) {
  /**
   * What the context of CUDA, the handles of its libraries and a small network take, rounded up.
   */
  private static final long LEAST_BYTES = 1L << 30;

  /**
   * Why ND4J cannot compute on it, a sentence without a full stop; empty if it can. The CUDA
   * library of ND4J 1.0.0-M2.1 holds machine code for compute capability 3.7 to 8.6, which also
   * runs on 8.7 and 8.9, and no PTX that a driver could compile for others.
   */
  public Optional<String> unsupported() {
    if (major < 3 || (major == 3 && minor < 7) || major > 8) {
      return Optional.of(
          "ND4J has no code for the %s: its CUDA 11.6 library is made for compute capability 3.7 to 8.9, this is %d.%d; take nd4j-cuda off the class path to run ND4J on the CPU, or use another backend"
              .formatted(name, major, minor));
    }
    if (freeBytes < LEAST_BYTES) {
      return Optional.of(
          "the %s has %d MiB of memory left and ND4J needs %d; end what else runs on it, or use another backend"
              .formatted(name, freeBytes >> 20, LEAST_BYTES >> 20));
    }
    return Optional.empty();
  }

  /** The name and the compute capability. */
  @Override
  public String toString() {
    return "%s (compute capability %d.%d)".formatted(name, major, minor);
  }
}
