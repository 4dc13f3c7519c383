package org.dietsnn.acceptance.golden;

import org.dietsnn.application.port.out.ComputeBackend;

/** The float32 engine on ND4J. */
class Nd4jGoldenTest extends GoldenContract {
  @Override
  ComputeBackend backend() {
    return Backends.named("nd4j");
  }
}
