package org.dietsnn.acceptance.golden;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import java.util.Map;
import java.util.ServiceLoader;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.junit.jupiter.api.Assumptions;

/** The backends on the class path, found as the program finds them. */
final class Backends {
  private static final Map<String, BackendProvider> BY_NAME =
      Guice.createInjector(ServiceLoader.load(Module.class))
          .getInstance(Key.get(new TypeLiteral<Map<String, BackendProvider>>() {}));

  private Backends() {}

  /** The backend of this name; aborts the test, saying so, if there is none. */
  static ComputeBackend named(String name) {
    BackendProvider provider = BY_NAME.get(name);
    if (provider == null) {
      Assumptions.abort("no backend \"%s\" among %s".formatted(name, BY_NAME.keySet()));
    }
    return provider.open(ComputeSettings.standard());
  }
}
