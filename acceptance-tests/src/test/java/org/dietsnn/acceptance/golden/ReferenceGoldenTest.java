package org.dietsnn.acceptance.golden;

import org.dietsnn.application.port.out.ComputeBackend;

/** The double-precision reference engine. */
class ReferenceGoldenTest extends GoldenContract {
  @Override
  ComputeBackend backend() {
    return Backends.named("reference");
  }
}
