package com.example.backend;

import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;

/** Offers the backend; it is usable everywhere, and never chosen unless it is named. */
final class ExampleBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return ExampleBackend.NAME;
  }

  @Override
  public DeviceStatus inspect() {
    return DeviceStatus.usable("CPU, one core", DeviceStatus.REFERENCE - 1);
  }

  @Override
  public ComputeBackend open(ComputeSettings settings) {
    return new ExampleBackend();
  }
}
