package org.dietsnn.acceptance.golden;

import org.dietsnn.application.port.out.ComputeBackend;

/** The float32 engine on the CPU. */
class CpuGoldenTest extends GoldenContract {
  @Override
  ComputeBackend backend() {
    return Backends.named("cpu");
  }
}
