package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ComputeSettings;

/** Opens what computes. */
public interface OpenBackend {
  /** Stands for the usable backend of the greatest preference. */
  String AUTO = "auto";

  /**
   * Opens a backend; only this one is created.
   *
   * @param name of a backend, or {@link #AUTO}
   * @param settings threads and options
   * @throws org.dietsnn.application.failure.FailureException of kind {@code UNAVAILABLE} if there
   *     is none of this name, or it is not usable, or with {@link #AUTO} none is; of kind {@code
   *     USAGE} if a setting is impossible
   */
  OpenedBackend open(String name, ComputeSettings settings);
}
