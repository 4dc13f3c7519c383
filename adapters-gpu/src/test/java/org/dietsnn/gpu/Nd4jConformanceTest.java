package org.dietsnn.gpu;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.conformance.ComputeBackendContract;

/** The engine on ND4J as users get it, here on the CPU. */
class Nd4jConformanceTest extends ComputeBackendContract {
  private static final ComputeBackend BACKEND =
      new Nd4jBackendProvider().open(ComputeSettings.standard());

  @Override
  public ComputeBackend backend() {
    return BACKEND;
  }
}
