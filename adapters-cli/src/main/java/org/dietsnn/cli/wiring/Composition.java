package org.dietsnn.cli.wiring;

import com.google.inject.Guice;
import com.google.inject.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.dietsnn.cli.config.RunConfig;

/** Puts the program together from Guice modules. */
public final class Composition {
  private final List<Module> modules;

  private Composition(List<Module> modules) {
    this.modules = List.copyOf(modules);
  }

  /** The use cases and all adapters on the class path. */
  public static Composition ofClassPath() {
    List<Module> modules = new ArrayList<>();
    modules.add(new UseCaseModule());
    ServiceLoader.load(Module.class).forEach(modules::add);
    return new Composition(modules);
  }

  /** Exactly these modules. */
  public static Composition of(Module... modules) {
    return new Composition(List.of(modules));
  }

  /**
   * Creates the use cases. Threads and kernels are passed to the CPU backend as system properties,
   * which it reads when it is created.
   */
  public UseCases open(RunConfig config) {
    if (config.threads() > 0) {
      System.setProperty("dietsnn.threads", Integer.toString(config.threads()));
    }
    if (!config.kernels().equals("auto")) {
      System.setProperty("dietsnn.kernels", config.kernels());
    }
    return Guice.createInjector(modules).getInstance(UseCases.class);
  }

  /** Creates the use cases about published data sets, which need no configuration. */
  public DataSetUseCases openDataSets() {
    return Guice.createInjector(modules).getInstance(DataSetUseCases.class);
  }
}
