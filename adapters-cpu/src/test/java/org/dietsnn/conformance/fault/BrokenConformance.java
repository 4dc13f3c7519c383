package org.dietsnn.conformance.fault;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.conformance.ComputeBackendContract;

/** The kit for the engine that is broken at the moment. No build runs it, only a test does. */
class BrokenConformance extends ComputeBackendContract {
  private static ComputeBackend present;

  static void becomes(ComputeBackend backend) {
    present = backend;
  }

  @Override
  public ComputeBackend backend() {
    return present;
  }
}
