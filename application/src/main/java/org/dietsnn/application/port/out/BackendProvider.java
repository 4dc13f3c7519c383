package org.dietsnn.application.port.out;

/**
 * Offers one {@link ComputeBackend} without creating it: knows its name, looks at the device, and
 * opens it when it is wanted. Adapters bind one per backend in a {@code MapBinder<String,
 * BackendProvider>} under its name, in a Guice module that {@link java.util.ServiceLoader} finds; a
 * jar on the class path is all that it takes.
 */
public interface BackendProvider {
  /** The name by which users choose it, for example {@code cpu}; that of the backend it opens. */
  String name();

  /**
   * Looks whether the backend would work here, and on what device. Cheap: compiles nothing and
   * allocates nothing on a device that is not needed to know. Never throws: what goes wrong is a
   * reason why the backend is not usable.
   */
  DeviceStatus inspect();

  /**
   * Opens the backend.
   *
   * @param settings threads and options; options that the backend does not know are for others and
   *     are ignored
   * @throws org.dietsnn.application.failure.FailureException of kind {@code UNAVAILABLE}, with the
   *     reason of {@link #inspect}, if it is not usable; of kind {@code USAGE} if an option has an
   *     impossible value
   */
  ComputeBackend open(ComputeSettings settings);
}
