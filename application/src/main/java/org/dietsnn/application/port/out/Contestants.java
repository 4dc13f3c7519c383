package org.dietsnn.application.port.out;

/** Starts backends for a comparison, each in a place of its own. */
public interface Contestants {
  /**
   * Opens a backend and gives it its work. No network is on its device yet.
   *
   * @param backend its name
   * @param settings threads and options
   * @param work one batch
   * @throws org.dietsnn.application.failure.FailureException if it cannot be started
   */
  Contestant start(String backend, ComputeSettings settings, Workload work);
}
