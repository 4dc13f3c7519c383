package org.dietsnn.cli.wiring;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Module;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/** Puts the program together from Guice modules. */
public final class Composition {
  private final List<Module> modules;
  private final List<String> complaints;

  private Composition(List<Module> modules, List<String> complaints) {
    this.modules = List.copyOf(modules);
    this.complaints = List.copyOf(complaints);
  }

  /** The use cases and all adapters on the class path. */
  public static Composition ofClassPath() {
    return of(ServiceLoader.load(Module.class));
  }

  /** The use cases and these adapters; one that cannot be loaded is left out and complained of. */
  static Composition of(ServiceLoader<Module> adapters) {
    List<Module> modules = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    modules.add(new UseCaseModule());
    Iterator<Module> rest = adapters.iterator();
    while (true) {
      try {
        // Both calls load classes, and both fail if one of them is broken; the next call goes on
        // behind it.
        if (!rest.hasNext()) {
          return new Composition(modules, complaints);
        }
        modules.add(rest.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        complaints.add(
            "a module on the class path cannot be loaded and is left out: " + e.getMessage());
      }
    }
  }

  /** Exactly these modules. */
  public static Composition of(Module... modules) {
    return new Composition(List.of(modules), List.of());
  }

  /** What is wrong with the class path, one sentence each; usually nothing. */
  public List<String> complaints() {
    return complaints;
  }

  /**
   * Creates the use cases.
   *
   * @throws FailureException if the modules do not fit together
   */
  public UseCases open() {
    try {
      return Guice.createInjector(modules).getInstance(UseCases.class);
    } catch (CreationException e) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "the modules on the class path do not fit together (%s); take away the jar added last"
              .formatted(e.getErrorMessages().iterator().next().getMessage()),
          e);
    }
  }
}
