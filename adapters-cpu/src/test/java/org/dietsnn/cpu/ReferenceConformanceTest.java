package org.dietsnn.cpu;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.conformance.ComputeBackendContract;
import org.dietsnn.cpu.reference.ReferenceBackend;

/**
 * Where the contract compares with the reference engine this compares it with itself; the recorded
 * vectors, the sums by hand and what the port says about calls, states and refusals are left. Its
 * gradients have tests of their own, against finite differences.
 */
class ReferenceConformanceTest extends ComputeBackendContract {
  @Override
  public ComputeBackend backend() {
    return new ReferenceBackend();
  }
}
