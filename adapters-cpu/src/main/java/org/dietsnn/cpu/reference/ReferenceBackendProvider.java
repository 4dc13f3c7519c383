package org.dietsnn.cpu.reference;

import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;

/** Offers the double-precision engine, which is usable wherever Java runs. It has no options. */
public final class ReferenceBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return ReferenceBackend.NAME;
  }

  @Override
  public DeviceStatus inspect() {
    return DeviceStatus.usable("CPU, one core", DeviceStatus.REFERENCE)
        .because("plain loops for checking others, slow")
        .with("threads", "1")
        .with("precision", "float64");
  }

  @Override
  public ComputeBackend open(ComputeSettings settings) {
    return new ReferenceBackend();
  }
}
