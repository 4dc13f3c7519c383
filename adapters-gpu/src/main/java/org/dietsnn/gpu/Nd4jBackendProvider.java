package org.dietsnn.gpu;

import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;
import org.dietsnn.gpu.device.Nd4jDevice;
import org.dietsnn.gpu.nd4j.Nd4jBackend;
import org.dietsnn.gpu.nd4j.Nd4jRuntime;

/**
 * Offers the engine on ND4J. It has no options; the number of threads is the whole process's, since
 * ND4J, OpenMP and OpenBLAS know no other, and the last backend opened decides it.
 */
public final class Nd4jBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return Nd4jBackend.NAME;
  }

  @Override
  public DeviceStatus inspect() {
    return Nd4jDevice.inspect();
  }

  @Override
  public ComputeBackend open(ComputeSettings settings) {
    DeviceStatus status = inspect();
    if (!status.usable()) {
      throw new FailureException(FailureKind.UNAVAILABLE, status.reason());
    }
    return new Nd4jBackend(Nd4jRuntime.start(status.device(), settings.threads()));
  }
}
