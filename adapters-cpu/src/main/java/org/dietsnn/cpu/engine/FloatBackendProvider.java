package org.dietsnn.cpu.engine;

import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;

/**
 * Offers the float32 engine, which is usable wherever Java runs. Options: {@code kernels} (auto,
 * vector, plain), {@code spikes} (auto, events, dense), {@code membranes} (stored, recomputed);
 * system properties of these names with {@code dietsnn.} before them are their defaults, and {@code
 * dietsnn.threads} that of the threads.
 */
public final class FloatBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return FloatBackend.NAME;
  }

  /** A setting that is impossible is no property of the device: it is told, and opening fails. */
  @Override
  public DeviceStatus inspect() {
    DeviceStatus device =
        DeviceStatus.usable(
            "CPU, %d cores, %s"
                .formatted(
                    Runtime.getRuntime().availableProcessors(), System.getProperty("os.arch")),
            DeviceStatus.CPU);
    try {
      EngineSettings settings = EngineSettings.of(ComputeSettings.standard());
      return device
          .because(settings.kernels().reason())
          .with("threads", Integer.toString(settings.threads()))
          .with("precision", "float32");
    } catch (FailureException e) {
      return device.because(e.getMessage());
    }
  }

  @Override
  public ComputeBackend open(ComputeSettings settings) {
    return new FloatBackend(EngineSettings.of(settings));
  }
}
