package com.example.backend;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.conformance.ComputeBackendContract;

/** All that a compute backend must do. */
class ExampleBackendConformanceTest extends ComputeBackendContract {
  @Override
  public ComputeBackend backend() {
    return new ExampleBackend();
  }
}
